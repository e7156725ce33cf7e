/** Every page, in the states in which it looks different. */
import type { Page } from "@playwright/test";
import { textOf } from "../fixtures/program.ts";
import { ana, ownPassword, type Person } from "../steps/people.ts";
import { askToRemove, showInactive } from "../steps/removal.ts";
import { choose, lineOf, sheet } from "../steps/roster.ts";
import { tryToSignIn } from "../steps/sign-in.ts";
import { createButton, typedIsKept } from "../steps/staff.ts";
import { locked } from "./locked.ts";
import { places } from "./places.ts";
import { INVALID, type State } from "./state.ts";
import type { World } from "./world.ts";

const NOT_LOADED = "This page could not be loaded";
const anyLink = (name: keyof World["links"]) => (links: World["links"]) => links[name];

/** People whom no practice of the catalogue has. */
const [nadia, olu] = (["Nadia", "Olu"] as const).map((first): Person => {
  const username = `${first.toLowerCase()}.osei`;
  return { first, last: "Osei", email: `${username}@riverside.example`, username, password: "" };
}) as [Person, Person];

/** The dialog before somebody is deactivated. */
async function askToDelete(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Delete", exact: true }).first().click();
}

/** Selects the first person of the list. */
async function selectFirst(page: Page): Promise<void> {
  await page.getByRole("table", { name: "Staff" }).locator("tbody").getByRole("checkbox").first().check();
}

const dead: State[] = [
  { name: "activate-expired", path: anyLink("expired"), shows: "This link has expired." },
  { name: "activate-used", path: anyLink("used"), shows: "This link has been used already." },
  { name: "activate-superseded", path: anyLink("superseded"), shows: "A newer link has been sent." },
  { name: "activate-closed", path: anyLink("closed"), shows: "no longer active" },
  { name: "activate-mangled", path: () => "/activate#nonsense", shows: "This link is not complete." },
].map((state) => ({
  route: "/activate",
  viewer: "visitor",
  offline: NOT_LOADED,
  complaint: /status of 4\d\d .*\/api\/links\/look/,
  ...state,
}));

export const catalogue: State[] = [
  { name: "home", route: "/", viewer: "desk", shows: "+ Add Staff Member" },
  { name: "set-up", route: "/setup", viewer: "first", path: anyLink("setUp"), shows: "Set up the practice", offline: NOT_LOADED },
  {
    name: "set-up-errors",
    route: "/setup",
    viewer: "first",
    path: anyLink("setUp"),
    shows: INVALID,
    offline: false,
    act: (page) => page.getByRole("button", { name: "Set up the practice" }).click(),
  },
  { name: "set-up-used", route: "/setup", viewer: "first", path: () => "/setup#nonsense", shows: "lanyard setup-link", offline: NOT_LOADED, complaint: /status of 4\d\d/ },
  { name: "sign-in", route: "/sign-in", viewer: "visitor", shows: "Username", offline: "The server cannot be reached" },
  { name: "sign-in-before-set-up", route: "/sign-in", viewer: "first", shows: "has not been set up yet", offline: false },
  {
    name: "sign-in-refused",
    route: "/sign-in",
    viewer: "visitor",
    shows: "Username or password is not right.",
    offline: false,
    act: (page) => tryToSignIn(page, `nobody.${Date.now()}`, "Wrong-Lantern-Willow-52"),
    complaint: /status of 401/,
  },
  { name: "forgot", route: "/forgot", viewer: "visitor", shows: "Send a link", offline: NOT_LOADED },
  {
    name: "forgot-done",
    route: "/forgot",
    viewer: "visitor",
    shows: "If that is right, a mail is on its way",
    offline: false,
    act: async (page) => {
      await page.getByLabel("Username or email address").fill("nobody");
      await page.getByRole("button", { name: "Send a link" }).click();
    },
  },
  { name: "forgot-no-mail", route: "/forgot", viewer: "lonely", shows: "This program sends no mail", offline: false },
  { name: "dashboard", route: "/dashboard", viewer: "desk", shows: "To look after" },
  { name: "dashboard-member", route: "/dashboard", viewer: "member", shows: "On behalf of" },
  { name: "dashboard-attention", route: "/dashboard", viewer: "troubled", shows: /edits? needs? your attention/ },
  { name: "staff", route: "/account/staff", viewer: "desk", shows: "+ Add Staff Member" },
  { name: "staff-empty", route: "/account/staff", viewer: "lonely", shows: "No staff yet" },
  { name: "staff-attention", route: "/account/staff", viewer: "troubled", shows: "Needs attention" },
  {
    name: "staff-inactive",
    route: "/account/staff",
    viewer: "desk",
    shows: "Reactivate",
    act: (page) => showInactive(page),
  },
  { name: "staff-removed", route: "/account/staff", viewer: "desk", shows: "Undo removal", act: (page) => showInactive(page) },
  { name: "staff-erased", route: "/account/staff", viewer: "desk", shows: "Removed person", act: (page) => showInactive(page) },
  {
    name: "staff-remove",
    route: "/account/staff",
    viewer: "desk",
    shows: "For 30 days this can be undone",
    offline: "Removing somebody for good needs the server",
    act: (page) => askToRemove(page),
  },
  { name: "edit-staff-removed", route: "/account/staff/:account/edit", viewer: "desk", path: anyLink("removed"), shows: "was removed for good" },
  { name: "staff-delete", route: "/account/staff", viewer: "desk", shows: "The row moves under Show inactive", act: askToDelete },
  {
    name: "staff-reactivate",
    route: "/account/staff",
    viewer: "desk",
    shows: "Optional: with another address",
    act: async (page) => {
      await showInactive(page);
      await page.getByRole("button", { name: "Reactivate", exact: true }).first().click();
    },
  },
  {
    name: "staff-nobody-found",
    route: "/account/staff",
    viewer: "desk",
    shows: "Nobody matches",
    act: (page) => page.getByRole("searchbox").fill("zzzz"),
  },
  { name: "staff-selected", route: "/account/staff", viewer: "desk", shows: "One person selected", act: selectFirst },
  {
    name: "staff-bulk",
    route: "/account/staff",
    viewer: "desk",
    shows: "It reaches",
    act: async (page) => {
      await selectFirst(page);
      await page.getByRole("button", { name: "Set role" }).click();
      await page.getByRole("dialog").getByLabel("Role").selectOption("Billing Staff");
    },
  },
  {
    name: "staff-bulk-deactivate",
    route: "/account/staff",
    viewer: "desk",
    shows: "The rows move under Show inactive",
    act: async (page) => {
      await selectFirst(page);
      await page.getByRole("group", { name: "For those selected" }).getByRole("button", { name: "Deactivate" }).click();
    },
  },
  {
    name: "staff-set-up",
    route: "/account/staff",
    viewer: "desk",
    shows: "Type your own password to confirm.",
    act: (page) => page.getByRole("button", { name: "Setup" }).first().click(),
  },
  { name: "staff-no-right", route: "/account/staff", viewer: "member", shows: "You cannot see or change staff accounts" },
  { name: "staff-session-ended", route: "/account/staff", viewer: "ended", shows: "Your session has ended.", offline: "Offline since", complaint: /status of 401/ },
  ...locked,
  ...places,
  { name: "new-staff", route: "/account/staff/new", viewer: "desk", shows: "The link is valid for 3 days." },
  {
    name: "new-staff-errors",
    route: "/account/staff/new",
    viewer: "desk",
    shows: INVALID,
    act: (page) => createButton(page).click(),
  },
  {
    name: "new-staff-left",
    route: "/account/staff/new",
    viewer: "lonely",
    shows: "What you had typed is back",
    act: async (page) => {
      await page.getByLabel("First name").fill("Nadia");
      await typedIsKept(page, "Nadia");
      await page.reload();
    },
  },
  { name: "import-staff", route: "/account/staff/import", viewer: "desk", shows: "You see what would become of each line" },
  {
    name: "import-staff-unreadable",
    route: "/account/staff/import",
    viewer: "desk",
    shows: "This is a workbook of a spreadsheet",
    act: (page) => choose(page, "staff.csv", "PK\u0003\u0004"),
  },
  {
    name: "import-staff-dry-run",
    route: "/account/staff/import",
    viewer: "desk",
    shows: "Nothing is written yet.",
    act: (page) => choose(page, "staff.csv", sheet(lineOf(nadia, "Wen Zhao"), lineOf(ana, "Wen Zhao"), lineOf(olu, "Wen Zhao", { Role: "Plumber" }))),
  },
  { name: "import-staff-no-right", route: "/account/staff/import", viewer: "member", shows: "You cannot see or change staff accounts" },
  {
    name: "copy-staff",
    route: "/account/staff/:account/copy",
    viewer: "desk",
    path: ({ edit }) => edit.replace(/edit$/, "copy"),
    shows: "Whoever gets a copied account",
  },
  { name: "mend", route: "/account/staff/mend/:op_id", viewer: "troubled", path: anyLink("mend"), shows: "This username is taken." },
  { name: "mend-edit", route: "/account/staff/mend/:op_id", viewer: "troubled", path: anyLink("mendEdit"), shows: "This username is taken." },
  {
    name: "mend-gone",
    route: "/account/staff/mend/:op_id",
    viewer: "desk",
    path: () => "/account/staff/mend/01900000-0000-7000-8000-000000000000",
    shows: "This edit is not waiting any more",
  },
  { name: "credentials", route: "/account/staff/:account/credentials", viewer: "desk", path: anyLink("credentials"), shows: "PINs and sign-in" },
  {
    name: "credentials-view",
    route: "/account/staff/:account/credentials",
    viewer: "desk",
    path: anyLink("credentials"),
    shows: "Type your own password.",
    act: (page) => page.getByRole("button", { name: "View" }).click(),
  },
  {
    name: "credentials-set-pin",
    route: "/account/staff/:account/credentials",
    viewer: "desk",
    path: anyLink("credentials"),
    shows: "New App Unlock PIN",
    act: (page) => page.getByRole("button", { name: "Set a new App Unlock PIN" }).click(),
  },
  {
    name: "credentials-no-right",
    route: "/account/staff/:account/credentials",
    viewer: "member",
    path: anyLink("credentials"),
    shows: "You cannot see or change staff accounts",
  },
  { name: "support-pin", route: "/account/support-pin", viewer: "desk", shows: "Somebody is on the telephone" },
  {
    name: "support-pin-wrong",
    route: "/account/support-pin",
    viewer: "desk",
    shows: "No, this is not right",
    offline: false,
    act: async (page) => {
      await page.getByLabel("Username").fill(`nobody.${Date.now()}`);
      await page.getByLabel("Support PIN", { exact: true }).fill("000000");
      await page.getByRole("button", { name: "Check", exact: true }).click();
    },
  },
  { name: "two-factor", route: "/me/two-factor", viewer: "member", shows: "You then sign in with your password" },
  {
    name: "two-factor-scan",
    route: "/me/two-factor",
    viewer: "member",
    shows: "scan this code",
    offline: false,
    act: async (page) => {
      await page.getByLabel("Your own password").fill(ownPassword);
      await page.getByRole("button", { name: "Go on" }).click();
    },
  },
  { name: "edit-staff", route: "/account/staff/:account/edit", viewer: "desk", path: anyLink("edit"), shows: "Save staff account" },
  {
    name: "edit-staff-unchanged",
    route: "/account/staff/:account/edit",
    viewer: "desk",
    path: anyLink("edit"),
    shows: "there is nothing to save",
    act: (page) => page.getByRole("button", { name: "Save staff account" }).click(),
  },
  {
    name: "edit-staff-reset",
    route: "/account/staff/:account/edit",
    viewer: "desk",
    path: anyLink("edit"),
    shows: "with a new link.",
    offline: "as soon as the server hears of it",
    act: (page) => page.getByRole("button", { name: "Reset Password" }).click(),
  },
  {
    name: "edit-staff-lock",
    route: "/account/staff/:account/edit",
    viewer: "desk",
    path: () => "/account/staff",
    shows: "nobody signs in with this account",
    act: async (page) => {
      // Nobody locks themselves.
      const other = page.getByRole("row").filter({ hasText: /Active/ }).filter({ hasNotText: "Dana" }).first();
      await other.getByRole("button", { name: "Edit", exact: true }).click();
      await page.getByRole("button", { name: "Lock", exact: true }).click();
    },
  },
  {
    name: "staff-unlock",
    route: "/account/staff",
    viewer: "desk",
    shows: "They sign in again with the password that they have",
    act: (page) => page.getByRole("button", { name: "Unlock", exact: true }).first().click(),
  },
  {
    name: "edit-staff-gone",
    route: "/account/staff/:account/edit",
    viewer: "desk",
    path: () => "/account/staff/01900000-0000-7000-8000-000000000000/edit",
    shows: "This person is not in the copy",
  },
  { name: "attention", route: "/attention", viewer: "troubled", shows: "New staff account: Gus Tanaka" },
  { name: "attention-item", route: "/attention/:op_id", viewer: "troubled", path: anyLink("conflict"), shows: "Use theirs drops" },
  {
    name: "attention-discard",
    route: "/attention",
    viewer: "troubled",
    shows: "Discard this edit?",
    act: (page) => page.getByRole("button", { name: "Discard" }).first().click(),
  },
  { name: "attention-none", route: "/attention", viewer: "desk", shows: "Nothing needs your attention" },
  { name: "attention-undone", route: "/attention", viewer: "restored", shows: "Send these again" },
  { name: "access", route: "/account/staff/:account/access", viewer: "desk", path: anyLink("access"), shows: "Activation link" },
  {
    name: "access-card",
    route: "/account/staff/:account/access",
    viewer: "desk",
    path: anyLink("access"),
    shows: "Print card",
    offline: false,
    act: (page) => page.getByRole("button", { name: "Copy link" }).click(),
  },
  { name: "access-gone", route: "/account/staff/:account/access", viewer: "desk", path: () => "/account/staff/nobody/access", shows: "This person is not in the copy on this device" },
  { name: "access-no-right", route: "/account/staff/:account/access", viewer: "member", path: anyLink("access"), shows: "You cannot see or change staff accounts" },
  { name: "history", route: "/account/staff/:account/history", viewer: "desk", path: anyLink("history"), shows: "Account made", offline: NOT_LOADED },
  { name: "mail", route: "/account/mail", viewer: "desk", shows: "fay@riverside.example", offline: NOT_LOADED },
  {
    name: "mail-failed",
    route: "/account/mail",
    viewer: "desk",
    shows: "The mail server did not answer.",
    offline: false,
    act: async (page) => {
      await page.getByLabel("Show").selectOption("Waiting");
    },
  },
  { name: "mail-none", route: "/account/mail", viewer: "lonely", shows: "No mails here", offline: NOT_LOADED },
  { name: "me", route: "/me", viewer: "desk", shows: "Staff Account Information" },
  { name: "me-member", route: "/me", viewer: "member", shows: "What I may do" },
  { name: "my-password", route: "/me/password", viewer: "member", shows: "Set new password" },
  { name: "my-password-demanded", route: "/me/password", viewer: "newcomer", shows: "Somebody else chose the password" },
  { name: "my-password-asked", route: "/me/password", viewer: "asked", shows: "Not now", offline: false },
  { name: "my-email", route: "/me/email", viewer: "member", shows: "New email address" },
  {
    name: "my-email-errors",
    route: "/me/email",
    viewer: "member",
    shows: INVALID,
    act: (page) => page.getByRole("button", { name: "Change Email" }).click(),
  },
  { name: "confirm-email", route: "/confirm-email", viewer: "visitor", path: anyLink("confirmEmail"), shows: "Confirm this address", offline: NOT_LOADED },
  { name: "undo-email", route: "/undo-email", viewer: "visitor", path: anyLink("undoEmail"), shows: "Keep this address", offline: NOT_LOADED },
  { name: "undo-email-superseded", route: "/undo-email", viewer: "visitor", path: anyLink("undoSuperseded"), shows: "tell your administrator", offline: NOT_LOADED },
  { name: "activate", route: "/activate", viewer: "visitor", path: anyLink("open"), shows: "Activate account", offline: NOT_LOADED },
  ...dead,
  { name: "reset", route: "/reset", viewer: "visitor", path: anyLink("reset"), shows: "Choose a new password", offline: NOT_LOADED },
  { name: "reset-expired", route: "/reset", viewer: "visitor", path: anyLink("resetExpired"), shows: "This link has expired.", offline: NOT_LOADED },
  { name: "sync", route: "/sync", viewer: "desk", shows: "Nothing waits." },
  { name: "sync-attention", route: "/sync", viewer: "troubled", shows: "What needs your attention is on this device only" },
  { name: "not-found", route: "/404", viewer: "visitor", path: () => "/no/such/page", shows: "There is no such page" },
];

/** The routes of the client. */
export function routes(): string[] {
  const attributes = textOf("web/src/route.rs").matchAll(/#\[at\("([^"]+)"\)\]/g);
  return [...attributes].map(([, route = ""]) => route);
}
