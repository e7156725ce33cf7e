//! How often a link is asked for from one network address.

use lanyard_shared::protocol::ForgotPassword;
use lanyard_shared::time::Millis;

use super::forgot;
use crate::service::fixture::Desk;

/// Whether somebody who forgot their password and asks from this address is sent a mail.
async fn helped(desk: &Desk, who: &str, from: &str) -> bool {
    let before = desk.rev();
    let who = who.to_owned();
    forgot(
        &desk.app,
        ForgotPassword { who },
        Some(from.parse().unwrap()),
    );
    // The writer does one after the other: what follows comes behind it.
    tokio::task::yield_now().await;
    desk.app.store.write(|_| Ok(())).await.unwrap();
    desk.rev() > before
}

// covers: LINK-07
#[tokio::test]
async fn from_one_network_address_so_many_links_are_asked_for_and_no_more() {
    let desk = Desk::founded().await;
    let asks_for_nobody = async |times: usize, from: &str| {
        for _ in 0..times {
            assert!(!helped(&desk, "nobody", from).await);
        }
    };
    asks_for_nobody(29, "203.0.113.7").await;
    assert!(helped(&desk, "olga", "203.0.113.7").await);
    desk.clock.advance(Millis::minutes(2));
    assert!(!helped(&desk, "olga", "203.0.113.7").await);
    assert!(!helped(&desk, "olga", "::ffff:203.0.113.7").await);
    assert!(helped(&desk, "olga", "203.0.113.8").await);
    desk.clock.advance(Millis::minutes(59));
    assert!(helped(&desk, "olga", "203.0.113.7").await, "an hour later");
    desk.clock.advance(Millis::minutes(2));
    asks_for_nobody(30, "2001:db8:1:2::1").await;
    assert!(!helped(&desk, "olga", "2001:db8:1:2::ffff").await);
    assert!(helped(&desk, "olga", "2001:db8:1:3::1").await);
    desk.clock.advance(Millis::minutes(2));
    asks_for_nobody(40, "127.0.0.1").await;
    assert!(
        helped(&desk, "olga", "127.0.0.1").await,
        "a proxy speaks for all"
    );
}
