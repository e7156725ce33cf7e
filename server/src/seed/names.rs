//! Names of many origins, put together so that no username comes twice.

/// A made-up person's name.
pub(super) struct Name {
    pub(super) first: String,
    pub(super) last: String,
    /// Unique among all made-up people.
    pub(super) username: String,
}

/// As written, and in the letters of usernames.
type Spelled = (&'static str, &'static str);

const FIRST: [Spelled; 48] = [
    ("Olivia", "olivia"),
    ("Kwame", "kwame"),
    ("Ngọc", "ngoc"),
    ("Mateo", "mateo"),
    ("Aïcha", "aicha"),
    ("Hiroshi", "hiroshi"),
    ("Zoë", "zoe"),
    ("Dmitri", "dmitri"),
    ("Fatima", "fatima"),
    ("Liam", "liam"),
    ("Priya", "priya"),
    ("José", "jose"),
    ("Ingrid", "ingrid"),
    ("Tariq", "tariq"),
    ("Chloé", "chloe"),
    ("Malik", "malik"),
    ("Søren", "soren"),
    ("Xiomara", "xiomara"),
    ("Ji-woo", "ji-woo"),
    ("Grace", "grace"),
    ("Łukasz", "lukasz"),
    ("Amara", "amara"),
    ("Noah", "noah"),
    ("Leilani", "leilani"),
    ("Ravi", "ravi"),
    ("Camila", "camila"),
    ("Yusuf", "yusuf"),
    ("Björn", "bjorn"),
    ("Thandiwe", "thandiwe"),
    ("Ethan", "ethan"),
    ("Renée", "renee"),
    ("Mei", "mei"),
    ("Andrej", "andrej"),
    ("Isabela", "isabela"),
    ("Omar", "omar"),
    ("Hannah", "hannah"),
    ("Tomás", "tomas"),
    ("Anh", "anh"),
    ("Nia", "nia"),
    ("Petra", "petra"),
    ("Samir", "samir"),
    ("Ayşe", "ayse"),
    ("Caleb", "caleb"),
    ("Noor", "noor"),
    ("Elena", "elena"),
    ("Kofi", "kofi"),
    ("Sinéad", "sinead"),
    ("Diego", "diego"),
];

const LAST: [Spelled; 52] = [
    ("Nguyễn", "nguyen"),
    ("Okafor", "okafor"),
    ("García", "garcia"),
    ("Müller", "muller"),
    ("Patel", "patel"),
    ("Johnson", "johnson"),
    ("Kowalski", "kowalski"),
    ("Tanaka", "tanaka"),
    ("O’Brien", "obrien"),
    ("Haddad", "haddad"),
    ("Silva", "silva"),
    ("Kim", "kim"),
    ("Andersson", "andersson"),
    ("Mbeki", "mbeki"),
    ("Rossi", "rossi"),
    ("Williams", "williams"),
    ("Ivanova", "ivanova"),
    ("Hernández", "hernandez"),
    ("Chen", "chen"),
    ("Yılmaz", "yilmaz"),
    ("Dubois", "dubois"),
    ("Singh", "singh"),
    ("Kahananui", "kahananui"),
    ("Novák", "novak"),
    ("Abebe", "abebe"),
    ("Fernández", "fernandez"),
    ("Park", "park"),
    ("Smith", "smith"),
    ("Jørgensen", "jorgensen"),
    ("Rahman", "rahman"),
    ("Costa", "costa"),
    ("Begay", "begay"),
    ("Petrović", "petrovic"),
    ("Diallo", "diallo"),
    ("Murphy", "murphy"),
    ("Lê", "le"),
    ("Cohen", "cohen"),
    ("Papadopoulos", "papadopoulos"),
    ("Brown", "brown"),
    ("Mensah", "mensah"),
    ("Virtanen", "virtanen"),
    ("Ortiz", "ortiz"),
    ("Farouk", "farouk"),
    ("de Vries", "devries"),
    ("Davis", "davis"),
    ("Ramírez", "ramirez"),
    ("Takahashi", "takahashi"),
    ("Weber", "weber"),
    ("Moreau", "moreau"),
    ("Santos", "santos"),
    ("Khan", "khan"),
    ("MacLeod", "macleod"),
];

/// A prime: going round the combinations in steps of it meets each of them once.
const STEP: usize = 1009;

/// The name of the person with this number. From the second round on a number sets people with the
/// same name apart.
pub(super) fn name(number: usize) -> Name {
    let combinations = FIRST.len() * LAST.len();
    let place = (number * STEP) % combinations;
    let (first, first_plain) = pick(&FIRST, place / LAST.len());
    let (last, last_plain) = pick(&LAST, place % LAST.len());
    let round = match number / combinations {
        0 => String::new(),
        round => (round + 1).to_string(),
    };
    Name {
        first: first.to_owned(),
        last: last.to_owned(),
        username: format!("{first_plain}.{last_plain}{round}"),
    }
}

fn pick(spelled: &[Spelled], place: usize) -> Spelled {
    spelled.get(place).copied().unwrap_or(("Ana", "ana"))
}
