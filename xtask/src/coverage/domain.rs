//! Reads `docs/domain.md`: its sections, and the rules in them.

use super::DOMAIN;
use std::collections::BTreeSet;

/// The page as it stands.
#[derive(Debug, Default)]
pub(super) struct Domain {
    pub(super) sections: Vec<Section>,
    pub(super) rules: Vec<Rule>,
    /// What could not be read.
    pub(super) findings: Vec<String>,
}

/// One line of the table at the top.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) finished: Finished,
    /// Where the table says so, counted from 1.
    line: usize,
}

/// How far the work on a section is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Finished {
    No,
    /// Every rule of it is to have a test, but for these.
    Yes {
        but_for: BTreeSet<String>,
    },
}

/// One rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) title: String,
    /// The number of its section.
    pub(super) section: u32,
    pub(super) offline: Offline,
    pub(super) line: usize,
}

/// Whether a rule holds without the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offline {
    Works,
    InPart,
    Never,
}

impl Domain {
    pub(super) fn parse(text: &str) -> Self {
        let mut domain = Self::default();
        let mut headings = Vec::new();
        for (line, text) in text.lines().enumerate().map(|(at, text)| (at + 1, text)) {
            if let Some((number, title)) = heading(text) {
                headings.push((line, number, title));
            } else if let Some(rule) = text.strip_prefix("- **").filter(|rest| has_id(rest)) {
                let section = headings.last().map(|(_, number, _)| *number);
                match section.and_then(|section| Rule::parse(rule, section, line)) {
                    Some(rule) => domain.add(rule),
                    None => domain.find(
                        line,
                        "the rule cannot be read; write `- **NEW-07 Short title.** …` under a \
                         numbered heading",
                    ),
                }
            } else if headings.is_empty() && text.starts_with('|') {
                domain.read_row(line, text);
            }
        }
        domain.compare(&headings);
        domain
    }

    pub(super) fn section(&self, number: u32) -> Option<&Section> {
        self.sections
            .iter()
            .find(|section| section.number == number)
    }

    /// Has a rule its place in a section that is said to be finished?
    pub(super) fn is_finished(&self, rule: &Rule) -> bool {
        self.section(rule.section)
            .is_some_and(|section| match &section.finished {
                Finished::No => false,
                Finished::Yes { but_for } => !but_for.contains(&rule.id),
            })
    }

    fn find(&mut self, line: usize, what: &str) {
        self.findings.push(format!("{DOMAIN}:{line}: {what}"));
    }

    fn add(&mut self, rule: Rule) {
        match self.rules.iter().find(|other| other.id == rule.id) {
            None => self.rules.push(rule),
            Some(other) => {
                let what = format!(
                    "{} stands at line {} already; give the rule another id",
                    rule.id, other.line
                );
                self.find(rule.line, &what);
            }
        }
    }

    /// A row of the table at the top; its head and the line below it are none.
    fn read_row(&mut self, line: usize, text: &str) {
        let cells: Vec<&str> = text.trim_matches('|').split('|').map(str::trim).collect();
        let [number, title, finished] = cells[..] else {
            return self.find(line, "a row of the sections has three cells");
        };
        let Ok(number) = number.parse() else {
            return;
        };
        match Finished::parse(finished) {
            Some(finished) => self.sections.push(Section {
                number,
                title: title.to_owned(),
                finished,
                line,
            }),
            None => self.find(
                line,
                &format!("`{finished}` is not understood; write `no`, `yes` or `all but NEW-16`"),
            ),
        }
    }

    /// The table, the headings and the rules speak of the same sections and ids.
    fn compare(&mut self, headings: &[(usize, u32, &str)]) {
        for (line, number, title) in headings {
            if self.section(*number).is_none_or(|row| row.title != *title) {
                self.find(
                    *line,
                    &format!("the table at the top has no row `| {number} | {title} | … |`"),
                );
            }
        }
        let sections = self.sections.iter();
        let wrong: Vec<(usize, String)> = sections
            .flat_map(|section| self.wrong_in(section, headings))
            .collect();
        for (line, what) in wrong {
            self.find(line, &what);
        }
        if self.rules.is_empty() {
            self.find(1, "there are no rules");
        }
    }

    fn wrong_in(&self, section: &Section, headings: &[(usize, u32, &str)]) -> Vec<(usize, String)> {
        let mut wrong = Vec::new();
        let number = section.number;
        if !headings.iter().any(|(_, heading, _)| *heading == number) {
            wrong.push((
                section.line,
                format!("there is no heading `## {number}. …`"),
            ));
        }
        if let Finished::Yes { but_for } = &section.finished {
            let has = |id: &String| {
                let mut rules = self.rules.iter();
                rules.any(|rule| rule.id == *id && rule.section == number)
            };
            let strange = but_for.iter().filter(|id| !has(id));
            wrong.extend(
                strange.map(|id| (section.line, format!("{id} is no rule of section {number}"))),
            );
        }
        wrong
    }
}

impl Finished {
    fn parse(text: &str) -> Option<Self> {
        let but_for = match text {
            "no" => return Some(Self::No),
            "yes" => BTreeSet::new(),
            other => ids(other.strip_prefix("all but ")?)?,
        };
        Some(Self::Yes { but_for })
    }
}

impl Rule {
    /// Reads `NEW-12 Support PIN.** *(partly online)* …`.
    fn parse(text: &str, section: u32, line: usize) -> Option<Self> {
        let (name, rest) = text.split_once(".**")?;
        let (id, title) = name.split_once(' ')?;
        let marks: String = rest
            .split(")*")
            .filter_map(|part| part.trim_start().strip_prefix("*("))
            .collect();
        let offline = if marks.contains("partly online") {
            Offline::InPart
        } else if marks.contains("online") {
            Offline::Never
        } else {
            Offline::Works
        };
        (is_id(id) && !title.trim().is_empty()).then(|| Self {
            id: id.to_owned(),
            title: title.to_owned(),
            section,
            offline,
            line,
        })
    }
}

/// Reads `## 3. New Office Staff`.
fn heading(text: &str) -> Option<(u32, &str)> {
    let (number, title) = text.strip_prefix("## ")?.split_once(". ")?;
    Some((number.parse().ok()?, title))
}

/// Ids with commas between them; none where one of them is something else.
pub(super) fn ids(list: &str) -> Option<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for id in list.split(',').map(str::trim) {
        if !is_id(id) {
            return None;
        }
        ids.insert(id.to_owned());
    }
    Some(ids)
}

/// `NEW-07`: capital letters, a dash, two digits.
fn is_id(text: &str) -> bool {
    text.split_once('-').is_some_and(|(letters, digits)| {
        !letters.is_empty()
            && letters.bytes().all(|letter| letter.is_ascii_uppercase())
            && digits.len() == 2
            && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// Does the text begin with something that was meant as an id?
pub(super) fn has_id(text: &str) -> bool {
    text.split_once('-').is_some_and(|(letters, rest)| {
        !letters.is_empty()
            && letters.bytes().all(|letter| letter.is_ascii_alphabetic())
            && rest.starts_with(|first: char| first.is_ascii_digit())
    })
}
