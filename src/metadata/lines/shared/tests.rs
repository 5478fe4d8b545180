use super::stems;

fn all(text: &str) -> Vec<u64> {
    let mut all = Vec::new();
    stems(text, |stem| all.push(stem));
    all
}

#[test]
fn a_word_is_the_same_beside_letters_of_any_alphabet() {
    let [bridge] = all("Bridge")[..] else { panic!("one word") };
    assert_eq!(all("the BRIDGES, and")[..], [bridge], "six letters count, and short words do not");
    assert_eq!(all("die „Bridges“ sind")[0], bridge);
    assert_ne!(all("Brücke"), all("Brucke"));
    assert_eq!(all("Größe"), all("GRÖßE"));
    assert_eq!(all("大桥开放"), [all("大桥"), all("桥开"), all("开放")].concat());
}
