use super::*;

const ENGLISH: &str = "The mayor of the town said that it was not for him to open the bridge, and \
    that the council would have to wait for the report of the engineers.";
const GERMAN: &str = "Die Brücke über den Fluss ist nach der Flut gesperrt, und es wird nicht vor \
    dem Ende des Monats entschieden, ob sie wieder für den Verkehr geöffnet werden kann.";

#[test]
fn function_words_name_the_language() {
    assert_eq!(Tally::of(ENGLISH).only(), Some("en"));
    assert_eq!(Tally::of(GERMAN).only(), Some("de"));
}

#[test]
fn kin_and_short_texts_are_left_to_the_detector() {
    // What is said serves Spanish and Portuguese alike.
    assert_eq!(Tally::of("casa de la plaza que se cierra de noche para que no entre").only(), None);
    assert_eq!(Tally::of("The end of the road").only(), None);
    assert_eq!(
        Tally::of("Mayor opens rebuilt river bridge two years after flood damage").only(),
        None
    );
    assert_eq!(Tally::of("").only(), None);
}

#[test]
fn a_declared_language_is_borne_out_by_its_own_words() {
    assert!(Tally::of(ENGLISH).bears_out("en-GB"));
    assert!(!Tally::of(ENGLISH).bears_out("de"));
    assert!(!Tally::of(ENGLISH).bears_out("xx"));
}

#[test]
fn every_list_of_function_words_names_its_language() {
    for row in rows(include_str!("../../data/function_words.tsv")) {
        let [language, list] = row.as_slice() else { panic!("{row:?}") };
        let text = list.replace('|', " ");
        assert!(Tally::of(&text).bears_out(language), "{language}");
        assert!(list.split('|').all(|word| word == word.to_lowercase()), "{language}");
    }
    assert!(FUNCTION_WORDS.0.len() <= 16, "a bit a language");
}
