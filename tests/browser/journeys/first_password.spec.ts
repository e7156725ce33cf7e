/** A password of one's own that the practice asks for and does not insist on (domain LINK-06, CRED-01). */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { activate, openActivation } from "../steps/links.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, ownPassword } from "../steps/people.ts";
import { openPractice, practiceForm, savePractice } from "../steps/practice.ts";
import { chooseOwnPassword, ownPasswordPage, signIn, signOut } from "../steps/sign-in.ts";
import { addStaff, openStaff, rowOf } from "../steps/staff.ts";

const GIVEN = "Credential set by another";

// covers: LINK-06, CRED-01
test("a password of one's own may wait where it is only asked for, and is as long as the practice says", async ({ stage, desk }) => {
  test.setTimeout(180_000);
  const { server, mailbox, admin } = desk;
  const { page } = admin;
  const short = "Maple-739";
  await test.step("The practice asks, and allows shorter passwords", async () => {
    await openPractice(page);
    await page.getByLabel("Shortest password").fill("8");
    await page.getByLabel("Not one of the last (passwords)").fill("2");
    await page.getByRole("radio", { name: "Asked for", exact: true }).check();
    await savePractice(page);
    await expect(practiceForm(page)).not.toContainText(/on this device|sent/i, RETURN);
    await openStaff(page);
    await addStaff(page, ana);
  });
  const { page: own, watch } = await stage.device({ baseURL: server.url });
  const account = own.getByRole("heading", { name: "Staff Account Information" });
  await test.step("After the first sign-in the page asks, and lets it wait", async () => {
    await openActivation(own, linkIn((await mailbox.mailTo(ana.email)).text), ana);
    await activate(own);
    await signIn(own, ana);
    await expect(ownPasswordPage(own)).toBeVisible();
    await own.getByRole("button", { name: "Not now" }).click();
    await expect(account).toBeVisible();
  });
  await test.step("The account is marked, for its owner and in the list", async () => {
    await expect(own.getByRole("main").getByText(GIVEN)).toBeVisible();
    await expect(rowOf(page, ana)).toContainText(GIVEN, RETURN);
    await own.getByRole("button", { name: "Choose a password of your own" }).click();
    await expect(ownPasswordPage(own)).toBeVisible();
    await own.getByRole("button", { name: "Cancel" }).click();
    await expect(account).toBeVisible();
  });
  await test.step("The next sign-in asks again, and says how long a password must be", async () => {
    // The session ends while the page still listens to it.
    watch.allow(/status of 401 .*\/api\/sync\/pull/);
    await signOut(own);
    await signIn(own, ana);
    await expect(own.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/At least 8 characters/);
    const chosen = own.getByLabel("New password", { exact: true });
    await chosen.fill("x-monkey-1234");
    await expect(chosen).toHaveAccessibleDescription(/easy to guess/);
    await chosen.fill(ownPassword);
    await expect(chosen).toHaveAccessibleDescription("This password is strong.");
    await chooseOwnPassword(own, ana, short);
    await expect(account).toBeVisible();
    await expect(own.getByRole("main").getByText(GIVEN)).toBeHidden();
    await expect(rowOf(page, ana)).not.toContainText(GIVEN, RETURN);
  });
  await test.step("From then on nothing is asked", async () => {
    await signOut(own);
    await signIn(own, { ...ana, password: short });
    await expect(account).toBeVisible();
  });
  await test.step("The password from before is not taken again", async () => {
    watch.allow(/status of 422 .*\/api\/me\/password/);
    await own.goto("/me/password");
    await own.getByLabel("Current password").fill(short);
    await own.getByLabel("New password", { exact: true }).fill(ana.password);
    await own.getByLabel("Confirm new password").fill(ana.password);
    await own.getByRole("button", { name: "Set new password" }).click();
    await expect(own.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(/one of your last 2 passwords/);
  });
  await test.step("Where the policy is off nobody is asked, and the account is marked all the same", async () => {
    await openPractice(page);
    await page.getByRole("radio", { name: "Not asked for", exact: true }).check();
    await savePractice(page);
    await expect(practiceForm(page)).not.toContainText(/on this device|sent/i, RETURN);
    await openStaff(page);
    await addStaff(page, ben);
    const other = await stage.device({ baseURL: server.url });
    await openActivation(other.page, linkIn((await mailbox.mailTo(ben.email)).text), ben);
    await activate(other.page);
    await signIn(other.page, ben);
    await expect(other.page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible();
    await expect(other.page.getByRole("main").getByText(GIVEN)).toBeVisible();
  });
});
