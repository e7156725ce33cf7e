//! A server in this process whose users are values. Its clock moves when told, its random numbers
//! repeat, and its mails lie in memory.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use lanyard_server::app::{App, Settings};
use lanyard_server::assets::{Assets, File};
use lanyard_server::effects::testing::{self, TestClock};
use lanyard_server::http;
use lanyard_server::mail::sender::Sender;
use lanyard_server::mail::transport::Transport;
use lanyard_server::secret::RootSecret;
use lanyard_server::service::{console, setup};
use lanyard_server::store::audit::AuditEntry;
use lanyard_server::store::{Store, accounts, practice};
use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{LinkToken, Rev};
use lanyard_shared::record::{Account, Standing, TwoFactorPolicy};
use lanyard_shared::time::Millis;
use uuid::Uuid;

use super::client::{Client, Routes};
use super::drafts::{self, GIVEN_PASSWORD, OWN_PASSWORD, PASSWORD, set_up_page};

/// The built client in small.
pub(super) const CLIENT: &[File] = &[
    File {
        path: "/index.html",
        digest: "page",
        body: b"<!doctype html><script type=\"module\">init()</script>",
        brotli: None,
        gzip: None,
    },
    File {
        path: "/app-0a1b2c3d4e5f6071.js",
        digest: "app",
        body: b"start()",
        brotli: None,
        gzip: None,
    },
];

/// A server.
pub(super) struct TestServer {
    pub(super) app: App,
    pub(super) clock: Arc<TestClock>,
    pub(super) routes: Routes,
    mails: Arc<Mutex<Vec<lettre::Message>>>,
    browsers: AtomicU8,
}

impl TestServer {
    /// A server before set-up.
    pub(super) fn empty() -> Self {
        Self::with(Settings {
            public_url: "http://127.0.0.1:8080".to_owned(),
            mail_configured: true,
            tls: false,
        })
    }

    /// A server before set-up that browsers reach by https.
    pub(super) fn empty_under_tls() -> Self {
        Self::with(Settings {
            public_url: "https://desk.example.org".to_owned(),
            mail_configured: true,
            tls: true,
        })
    }

    fn with(settings: Settings) -> Self {
        let (effects, clock) = testing::effects();
        let store = Store::in_memory().unwrap();
        let app = App::new(store, effects, RootSecret::new([1; 32]), settings);
        Self::around(app, clock)
    }

    /// A server around parts that are there already.
    pub(super) fn around(app: App, clock: Arc<TestClock>) -> Self {
        Self {
            routes: http::routes(&app, Assets::new(CLIENT)),
            app,
            clock,
            mails: Arc::default(),
            browsers: AtomicU8::new(1),
        }
    }

    /// A server with a practice whose administrator is `olga`.
    pub(super) async fn new() -> Self {
        Self::empty().set_up().await
    }

    /// Makes the practice by the set-up page.
    pub(super) async fn set_up(self) -> Self {
        let page = set_up_page(&self.setup_token().await);
        let answer = self.anonymous().post("/api/setup", &page).await;
        assert_eq!(answer.to_string(), "200 {}");
        // Most tests sign in without a second factor.
        self.ask_second_factor_of(TwoFactorPolicy::Off).await;
        self
    }

    /// Decides whom a second factor is asked of.
    pub(super) async fn ask_second_factor_of(&self, policy: TwoFactorPolicy) {
        let written = self.app.store.write(move |tx| {
            let mut found = practice::find(tx)?.unwrap();
            found.policies.two_factor = policy;
            practice::put(tx, &found, Rev(1))
        });
        written.await.unwrap();
    }

    /// The token of a new set-up link.
    pub(super) async fn setup_token(&self) -> String {
        token_of(&setup::new_link(&self.app).await.unwrap().unwrap())
    }

    /// A browser where nobody is signed in, with a device id of its own.
    pub(super) fn anonymous(&self) -> Client {
        let n = self.browsers.fetch_add(1, Ordering::SeqCst);
        let device = DeviceId(Uuid::from_u128(0x4000 + u128::from(n)));
        Client::new(self.routes.clone(), device)
    }

    /// The administrator, signed in, after a first pull.
    pub(super) async fn admin(&self) -> Client {
        let mut admin = self.anonymous();
        assert_eq!(admin.sign_in("olga", PASSWORD).await.status, 200);
        admin.pull().await;
        admin
    }

    /// Account 1, made by the administrator, and the token of its activation link, whose mail has
    /// left.
    pub(super) async fn invited(&self) -> (Client, LinkToken) {
        let mut admin = self.admin().await;
        let intent = admin.create(1);
        assert!(admin.push(vec![intent]).await[0].outcome.took_effect());
        let mails = self.deliver().await;
        let token = link_in(&mails[0], "activate");
        (admin, LinkToken { token })
    }

    /// A nurse who was invited, has activated her account and signed in, and has yet to choose a
    /// password of her own.
    pub(super) async fn new_nurse(&self) -> Client {
        let (_, token) = self.invited().await;
        let mut nurse = self.anonymous();
        let answer = nurse.post("/api/links/activate", &token).await;
        assert_eq!(answer.to_string(), "200 {}");
        assert_eq!(nurse.sign_in("user1", GIVEN_PASSWORD).await.status, 200);
        nurse
    }

    /// A nurse at work: signed in with a password of her own, after a first pull.
    pub(super) async fn nurse(&self) -> Client {
        let mut nurse = self.new_nurse().await;
        let answer = nurse.change_password(GIVEN_PASSWORD, OWN_PASSWORD).await;
        assert_eq!(answer.to_string(), "200 {}");
        nurse.pull().await;
        nurse
    }

    /// The token of a link that sets a new password, made at the console.
    pub(super) async fn reset_token(&self, username: &str) -> String {
        let link = console::link(&self.app, username, console::Factor::Stays)
            .await
            .unwrap();
        token_of(&link.unwrap().url)
    }

    /// A sender of this server's mails over `transport`.
    pub(super) fn sender(&self, transport: Transport) -> Sender {
        let from = "Lanyard <lanyard@example.org>".parse().unwrap();
        Sender::new(self.app.clone(), transport, from)
    }

    /// Lets every mail that is due be accepted, and gives them.
    pub(super) async fn deliver(&self) -> Vec<String> {
        let transport = Transport::Memory(Arc::clone(&self.mails));
        self.sender(transport).round().await.unwrap();
        let mut mails = self.mails.lock().unwrap();
        mails
            .drain(..)
            .map(|mail| plain(&mail.formatted()))
            .collect()
    }

    /// Waits for what a call has left to be done behind its answer: that began before this, and writes
    /// come one after the other.
    pub(super) async fn settle(&self) {
        tokio::task::yield_now().await;
        self.app.store.write(|_| Ok(())).await.unwrap();
    }

    pub(super) fn pass(&self, time: Millis) {
        self.clock.advance(time);
    }

    /// The newest revision.
    pub(super) fn rev(&self) -> Rev {
        *self.app.rev.borrow()
    }

    /// Gives account `n` a permission of its own, by its name on the wire.
    pub(super) async fn allow(&self, n: u8, permission: &str) {
        let id: AccountId = drafts::account(n);
        let permission: Permission = serde_json::from_value(permission.into()).unwrap();
        let written = self
            .app
            .store
            .write(move |tx| accounts::set_own_permission(tx, id, permission, Setting::Allow));
        written.await.unwrap();
    }

    /// Puts account `n` into another standing, as an administrator would.
    pub(super) async fn put(&self, n: u8, standing: Standing) {
        let id: AccountId = drafts::account(n);
        let now = self.app.effects.now();
        let written = self.app.store.write(move |tx| {
            let rev = tx.bump(now, &AuditEntry::about(id, "test.standing"))?;
            let found = accounts::find(tx, id)?.unwrap();
            accounts::update(tx, &Account { standing, ..found }, rev)
        });
        written.await.unwrap();
    }
}

/// The token in the address of a link.
pub(super) fn token_of(url: &str) -> String {
    url.split_once('#').unwrap().1.to_owned()
}

/// A mail without the soft line ends of quoted-printable (RFC 2045, section 6.7).
pub(super) fn plain(mail: &[u8]) -> String {
    let text = String::from_utf8(mail.to_vec()).unwrap();
    text.replace("=\r\n", "").replace("=3D", "=")
}

/// The token of the link to `page` in a mail.
pub(super) fn link_in(mail: &str, page: &str) -> String {
    let beginning = format!("https://desk.example.org/{page}#");
    let (_, rest) = mail.split_once(&beginning).expect(mail);
    let of_token = |c: &char| c.is_ascii_alphanumeric() || "-_".contains(*c);
    rest.chars().take_while(of_token).collect()
}
