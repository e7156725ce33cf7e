/** An account is locked for a while, without the server, and unlocked (domain D-10). */
import { linkIn } from "../fixtures/mailbox.ts";
import { expect, test } from "../fixtures.ts";
import { connect, disconnect, openEdit } from "../steps/attention.ts";
import { activate, openActivation } from "../steps/links.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ownPassword } from "../steps/people.ts";
import { chooseOwnPassword, signIn, tryToSignIn } from "../steps/sign-in.ts";
import { addStaff, openStaff, rowOf } from "../steps/staff.ts";

// covers: D-10, CRED-02, RIGHT-07
test("somebody is locked offline, cannot sign in once it is sent, and can again once unlocked", async ({ desk, stage }) => {
  test.setTimeout(180_000);
  const { admin, mailbox, server } = desk;
  const { page } = admin;
  await addStaff(page, ana);
  const member = await stage.device({ baseURL: server.url });
  await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
  await activate(member.page);
  await signIn(member.page, ana);
  await chooseOwnPassword(member.page, ana);
  await expect(rowOf(page, ana)).toContainText("Active", RETURN);
  await disconnect(admin);
  await expect(page.getByRole("main").getByText(/^Offline since/)).toBeVisible(RETURN);
  await test.step("Offline she is locked, and it is said that this is not in force", async () => {
    await openEdit(page, ana);
    await page.getByRole("main").getByRole("button", { name: "Lock", exact: true }).click();
    const question = page.getByRole("dialog", { name: `Lock ${ana.first} ${ana.last}?` });
    await expect(question).toContainText("It is not in force until sent");
    await question.getByRole("button", { name: "Lock", exact: true }).click();
    await expect(page.getByRole("button", { name: "Unlock", exact: true })).toBeVisible();
    await openStaff(page);
    await expect(rowOf(page, ana)).toContainText("Locked");
    await expect(rowOf(page, ana)).toContainText("Not in force until sent");
  });
  await test.step("Once it is sent she is signed out, and told why after the right password", async () => {
    // Her page still listens while her session ends.
    member.watch.allow(/status of 401 .*\/api\/(sync\/pull|session|events)/);
    await connect(admin);
    await expect(rowOf(page, ana)).not.toContainText("Not in force until sent", RETURN);
    await expect(rowOf(page, ana)).toContainText("Locked");
    member.watch.allow(/status of 403 .*\/api\/session/);
    await tryToSignIn(member.page, ana.username, ownPassword);
    await expect(member.page.getByText("Your account is locked. Ask your administrator.")).toBeVisible();
  });
  await test.step("Unlocked in her row, she signs in with the password that she had", async () => {
    await rowOf(page, ana).getByRole("button", { name: "Unlock", exact: true }).click();
    const question = page.getByRole("dialog", { name: `Unlock ${ana.first} ${ana.last}?` });
    await question.getByRole("button", { name: "Unlock", exact: true }).click();
    await expect(rowOf(page, ana)).toContainText("Active", RETURN);
    await signIn(member.page, { ...ana, password: ownPassword });
  });
});
