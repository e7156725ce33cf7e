/** Passwords that their owners choose, PINs, second factors and sessions (domain sections 3, 5, 8). */
import { expect, type Page } from "@playwright/test";
import { test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { openEdit } from "../steps/attention.ts";
import { codeOf } from "../steps/authenticator.ts";
import { activateButton, openActivation } from "../steps/links.ts";
import { ana, marta, ownPassword, type Person } from "../steps/people.ts";
import { setUp } from "../steps/set-up.ts";
import { signIn, tryToSignIn } from "../steps/sign-in.ts";
import { fillNewStaff, createButton, openCredentials, openStaff, rowOf } from "../steps/staff.ts";

/** Types one's own password into the dialog that asks for it. */
async function confirm(page: Page, who: Person, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your own password").fill(who.password);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** What stands beside a term. */
function valueOf(page: Page, term: string) {
  return page.getByRole("term").filter({ hasText: term }).locator("xpath=following-sibling::*").first();
}

// covers: NEW-08, NEW-11, NEW-12, EDIT-02
test("a member chooses the password, and an administrator sees the PINs", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  const { page } = admin;
  const pin = await test.step("An account whose password its owner chooses", async () => {
    await fillNewStaff(page, ana);
    const proposed = await page.getByLabel("App Unlock PIN").inputValue();
    expect(proposed).toMatch(/^[0-9]{4}$/);
    await page.getByLabel("Let the staff member choose").check();
    await expect(page.getByLabel("Password", { exact: true })).toBeHidden();
    await createButton(page).click();
    await expect(rowOf(page, ana)).toBeVisible();
    return proposed;
  });
  const member = await stage.device({ baseURL: server.url });
  await test.step("The activation page asks for it", async () => {
    await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
    await activateButton(member.page).click();
    await expect(member.page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/Fill in/);
    await member.page.getByLabel("New password", { exact: true }).fill(ownPassword);
    await member.page.getByLabel("Confirm new password").fill(ownPassword);
    await activateButton(member.page).click();
    await member.page.getByRole("button", { name: "Go to the sign-in page" }).click();
    await signIn(member.page, { ...ana, password: ownPassword });
    await expect(member.page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible();
  });
  const support = await test.step("The administrator sees both PINs after her own password", async () => {
    await openCredentials(page, ana);
    await expect(valueOf(page, "App Unlock PIN")).toHaveText("••••");
    admin.watch.allow(/status of (422|429) .*\/api\/accounts\/pins/);
    await page.getByRole("button", { name: "View" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your own password").fill("Wrong-Lantern-Willow-52");
    await dialog.getByRole("button", { name: "View" }).click();
    await expect(dialog.getByText("This is not your present password.")).toBeVisible();
    await expect(async () => {
      await dialog.getByLabel("Your own password").fill(marta.password);
      await dialog.getByRole("button", { name: "View" }).click();
      await expect(dialog).toBeHidden({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await expect(valueOf(page, "App Unlock PIN")).toHaveText(pin);
    return (await valueOf(page, "Support PIN").innerText()).trim();
  });
  await test.step("In the form of the account they are dots too, until she has typed it", async () => {
    await openEdit(page, ana);
    const pins = page.getByRole("group", { name: /App Unlock PIN|Support PIN/ });
    await expect(pins).toHaveText([/••••.*View/, /••••••.*View/]);
    await pins.last().getByRole("button", { name: "View" }).click();
    await confirm(page, marta, "View");
    await expect(pins).toHaveText([new RegExp(`${pin}.*Hide`), new RegExp(`${support}.*Hide`)]);
    await pins.last().getByRole("button", { name: "Hide" }).click();
    await expect(pins.last()).toContainText("••••••");
  });
  // covers: EDIT-06, STAFF-02
  await test.step("Setup asks for her own password, and the row says that it waits for the member", async () => {
    await openStaff(page);
    await rowOf(page, ana).getByRole("button", { name: "Setup" }).click();
    await confirm(page, marta, "Ask for a second factor");
    await expect(rowOf(page, ana)).toContainText("Required; waits for the member");
    await expect(rowOf(page, ana).getByRole("button", { name: "Setup" })).toBeHidden();
  });
  // covers: STAFF-04
  await test.step("Who may not add anybody reads which permission it takes, on both tabs", async () => {
    await member.page.goto("/account/staff");
    await expect(member.page.getByText("It takes Manage Accounts.")).toBeVisible();
    await member.page.goto("/account/staff/providers");
    await expect(member.page.getByText("It takes Manage Accounts.")).toBeVisible();
    await expect(member.page.getByRole("button", { name: /provider/ })).toBeHidden();
    await member.page.goto("/me");
    await expect(member.page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible();
  });
  await test.step("The Support PIN is right once", async () => {
    await page.getByRole("link", { name: "Check Support PIN" }).click();
    for (const words of ["Yes, this PIN is right", "No, this is not right"]) {
      await page.getByLabel("Username").fill(ana.username);
      await page.getByLabel("Support PIN", { exact: true }).fill(support);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await expect(page.getByText(words)).toBeVisible();
    }
  });
  await test.step("The member sets another PIN, also without the server", async () => {
    member.watch.serverAway();
    await member.cutOff(true);
    await member.page.getByRole("button", { name: "Set a new App Unlock PIN" }).click();
    await member.page.getByRole("dialog").getByLabel("App Unlock PIN", { exact: true }).fill("1234");
    await member.page.getByRole("dialog").getByRole("button", { name: "Save PIN" }).click();
    await expect(member.page.getByText("among the first that strangers try")).toBeVisible();
    await member.page.getByRole("dialog").getByLabel("App Unlock PIN", { exact: true }).fill("8052");
    await member.page.getByRole("dialog").getByRole("button", { name: "Save PIN" }).click();
    await expect(member.page.getByText("The new PIN is on this device")).toBeVisible();
    await member.cutOff(false);
    member.watch.serverBack();
    const own = { ...ana, password: ownPassword };
    const hide = member.page.getByRole("button", { name: "Hide" });
    await expect(async () => {
      if (await hide.isVisible()) await hide.click();
      await member.page.getByRole("button", { name: "View" }).click();
      await confirm(member.page, own, "View");
      await expect(valueOf(member.page, "App Unlock PIN")).toHaveText("8052", { timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
  });
});

// covers: EDIT-06, CRED-02
test("an administrator enrols at the first sign-in and signs in by code from then on", async ({ stage }) => {
  const server = await stage.server({ secondFactor: true });
  const device = await stage.device({ baseURL: server.url });
  const { page, watch } = device;
  watch.allow(/status of (401|422|429) .*\/api\/(session|me\/two-factor)/);
  await setUp(page, server.setUpLink);
  const secret = await test.step("Password, QR code, first code", async () => {
    await signIn(page, marta);
    await expect(page.getByText("Your practice asks for a second factor.")).toBeVisible();
    await page.getByLabel("Your own password").fill(marta.password);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
    const shown = await page.locator(".app-secret--long").innerText();
    await page.getByLabel("Code that the app shows").fill("000000");
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText("This code is not right")).toBeVisible();
    // A wrong code costs a moment.
    await expect(async () => {
      await page.getByLabel("Code that the app shows").fill(codeOf(shown));
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByText("Your second factor is set up")).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    return shown;
  });
  const [recovery, another] = await test.step("Ten recovery codes, shown once", async () => {
    await expect(page.getByText("Your second factor is set up")).toBeVisible();
    const codes = page.getByRole("listitem");
    await expect(codes).toHaveCount(10);
    const shown = await codes.allInnerTexts();
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByRole("heading", { name: /Staff/ })).toBeVisible();
    return shown;
  });
  await test.step("Another app takes a code of the present one, or a recovery code", async () => {
    await page.goto("/me/two-factor");
    await page.getByLabel("Your own password").fill(marta.password);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByText("Show that you have it")).toBeVisible();
    await page.getByLabel("Code").fill(another);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
  });
  const other = await stage.device({ baseURL: server.url });
  other.watch.allow(/status of (401|422|429)/);
  await test.step("The next sign-in asks for a code", async () => {
    await tryToSignIn(other.page, marta.username, marta.password);
    await expect(other.page.getByText("The password is right.")).toBeVisible();
    await other.page.getByLabel("Password", { exact: true }).fill(marta.password);
    await other.page.getByLabel("Code").fill(codeOf(secret, 1));
    await other.page.getByRole("button", { name: "Sign in" }).click();
    await expect(other.page.getByRole("heading", { name: "Sign in" })).toBeHidden();
  });
  await test.step("A recovery code works in its place", async () => {
    const third = await stage.device({ baseURL: server.url });
    third.watch.allow(/status of (401|422|429)/);
    await tryToSignIn(third.page, marta.username, marta.password);
    await expect(third.page.getByText("The password is right.")).toBeVisible();
    await third.page.getByLabel("Code").fill(recovery);
    await third.page.getByRole("button", { name: "Sign in" }).click();
    await expect(third.page.getByRole("heading", { name: "Sign in" })).toBeHidden();
  });
  await test.step("The member ends the session of the other device", async () => {
    await page.goto("/me");
    const sessions = page.getByRole("table", { name: "Where this account is signed in" });
    await expect(sessions.getByText("This one")).toBeVisible();
    await page.getByRole("button", { name: "End all others" }).click();
    await expect(page.getByText("The session has ended.")).toBeVisible();
    await expect(sessions.getByRole("row")).toHaveCount(2);
    await other.page.reload();
    await expect(other.page.getByText("Your session has ended.")).toBeVisible();
  });
});
