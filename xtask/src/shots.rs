//! `cargo xtask shots`: pictures of every page, to be looked at.

use crate::browser::{self, Install};
use crate::failure::Result;
use crate::preflight::{self, Need};
use crate::server;
use crate::step::Steps;
use crate::workspace::root;

pub(crate) fn run(rest: &[String]) -> Result<()> {
    crate::expect_nothing("shots", rest)?;
    preflight::check(Need::Client, browser::missing(Install::Refused))?;
    let steps = Steps::new();
    let browser = browser::provide(&steps, Install::Refused)?;
    let lanyard = server::provide_for_browser(&steps)?;
    let folder = root().join("target/shots");
    let mut shots = browser.shots(&lanyard);
    shots.env("LANYARD_SHOTS", &folder);
    let (_, taken) = steps.loud("Take the pictures", shots);
    steps.say(&format!(
        "\nThe pictures: {}",
        folder.join("index.html").display()
    ));
    taken
}
