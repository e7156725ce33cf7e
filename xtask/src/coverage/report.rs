//! Writes `docs/domain-coverage.md`.

use super::domain::{Domain, Finished, Offline, Rule, Section};
use super::mark::Marks;

/// The whole page.
pub(super) fn page(domain: &Domain, marks: &Marks) -> String {
    let mut page = String::from(
        "# Which tests hold the rules of the domain\n\n\
         Written by `cargo xtask coverage` from [domain.md](domain.md) and from the tests, which name \
         the rules that\nthey hold. Not edited by hand.\n\n",
    );
    page.push_str("| section | finished | rules | with a test |\n|---|---|---|---|\n");
    for section in &domain.sections {
        let rules = of_section(domain, section).count();
        let tested = tested(of_section(domain, section), marks);
        if rules > 0 {
            page.push_str(&format!(
                "| {}. {} | {} | {rules} | {tested} |\n",
                section.number,
                section.title,
                finished(section)
            ));
        }
    }
    page.push_str(&offline_rules(domain));
    for section in &domain.sections {
        if of_section(domain, section).next().is_some() {
            page.push_str(&format!("\n## {}. {}\n\n", section.number, section.title));
            page.push_str("| id | rule | offline | file | tests |\n|---|---|---|---|---|\n");
            of_section(domain, section).for_each(|rule| page.push_str(&rows(rule, marks)));
        }
    }
    page
}

/// How many rules have a test.
pub(super) fn summary(domain: &Domain, marks: &Marks) -> String {
    let rules = domain.rules.len();
    format!(
        "{} of {rules} rules have a test.",
        tested(domain.rules.iter(), marks)
    )
}

fn of_section<'a>(domain: &'a Domain, section: &Section) -> impl Iterator<Item = &'a Rule> {
    let number = section.number;
    domain
        .rules
        .iter()
        .filter(move |rule| rule.section == number)
}

fn tested<'a>(rules: impl Iterator<Item = &'a Rule>, marks: &Marks) -> usize {
    rules.filter(|rule| !marks.of(&rule.id).is_empty()).count()
}

fn finished(section: &Section) -> String {
    match &section.finished {
        Finished::No => "no".to_owned(),
        Finished::Yes { but_for } if but_for.is_empty() => "yes".to_owned(),
        Finished::Yes { but_for } => {
            let ids: Vec<&str> = but_for.iter().map(String::as_str).collect();
            format!("all but {}", ids.join(", "))
        }
    }
}

/// Which rules need the server.
fn offline_rules(domain: &Domain) -> String {
    let list = |offline: Offline| {
        let rules = domain.rules.iter().filter(|rule| rule.offline == offline);
        let ids: Vec<&str> = rules.map(|rule| rule.id.as_str()).collect();
        if ids.is_empty() {
            return "none".to_owned();
        }
        ids.join(", ")
    };
    format!(
        "\nOnline only: {}.\n\nIn part online only: {}.\n\nAll others hold offline too.\n",
        list(Offline::Never),
        list(Offline::InPart)
    )
}

/// A row for each file with tests of the rule, or one that says that there is none.
fn rows(rule: &Rule, marks: &Marks) -> String {
    let offline = match rule.offline {
        Offline::Works => "yes",
        Offline::InPart => "in part",
        Offline::Never => "no",
    };
    let mut files = marks.of(&rule.id);
    if files.is_empty() {
        files.push(("", Vec::new()));
    }
    let row = |(path, tests): (&str, Vec<&str>)| {
        let file = if path.is_empty() {
            "none yet".to_owned()
        } else {
            format!("[{path}](../{path})")
        };
        let tests: Vec<String> = tests.into_iter().map(in_cell).collect();
        let (id, title) = (&rule.id, &rule.title);
        format!(
            "| {id} | {title} | {offline} | {file} | {} |\n",
            tests.join("<br>")
        )
    };
    files.into_iter().map(row).collect()
}

/// The name of a test, so that Markdown shows it as it is.
fn in_cell(name: &str) -> String {
    format!("`{}`", name.replace('`', "'").replace('|', "\\|"))
}
