use super::mathml::{annotation, to_latex};
use super::tidy;

#[test]
fn mathml_becomes_latex() {
    let cases = [
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x^{2}"),
        (
            "<math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>",
            "\\frac{a}{b+1}",
        ),
        ("<math><msqrt><mi>π</mi><mi>r</mi></msqrt></math>", "\\sqrt{\\pi r}"),
        ("<math><mroot><mi>x</mi><mn>3</mn></mroot></math>", "\\sqrt[3]{x}"),
        (
            "<math><munderover><mo>&sum;</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi>\
          </munderover><msub><mi>a</mi><mi>i</mi></msub></math>",
            "\\sum_{i=1}^{n}a_{i}",
        ),
        ("<m:math><m:mi>sin</m:mi><m:mo>&#x2061;</m:mo><m:mi>θ</m:mi></m:math>", "\\sin\\theta"),
        (
            "<math><mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd><mtd>4</mtd></mtr>\
          </mtable></math>",
            "\\begin{matrix}1 & 2 \\\\ 3 & 4\\end{matrix}",
        ),
        (
            "<math><mfenced open='[' close=']'><mi>a</mi><mi>b</mi></mfenced></math>",
            "\\left[a,b\\right]",
        ),
        (
            "<math><mover><mi>v</mi><mo>→</mo></mover><mtext>if true</mtext></math>",
            "\\vec{v}\\text{if true}",
        ),
        ("<math><mi>x</mi></mo></math>", "x"),
        ("<math><mi>x", "x"),
    ];
    for (source, expected) in cases {
        assert_eq!(to_latex(source), expected, "{source}");
    }
}

#[test]
fn an_annotation_in_tex_is_found() {
    let source = "<math><semantics><mi>x</mi><annotation-xml encoding='MathML-Content'/>\
                  <annotation encoding=\"application/x-tex\">x &lt; y</annotation></semantics>";
    assert_eq!(annotation(source).as_deref(), Some("x < y"));
    assert_eq!(annotation("<math><mi>x</mi></math>"), None);
}

#[test]
fn wrapping_goes() {
    assert_eq!(tidy(" {\\displaystyle  a\n+ b} "), "a + b");
}

#[test]
fn depth_costs_no_stack() {
    let deep = "<mrow>".repeat(5000) + "x" + &"</mrow>".repeat(5000);
    assert_eq!(to_latex(&deep), "");
}
