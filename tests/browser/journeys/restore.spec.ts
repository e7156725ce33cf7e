/** A backup is put back on the server: what it does not hold is listed, and sent again by people. */
import { join } from "node:path";
import { expect, test } from "../fixtures.ts";
import { freshFolder } from "../fixtures/folder.ts";
import { lanyard } from "../fixtures/program.ts";
import { editStaff, itemOf, NOTHING_WAITS, openAttention } from "../steps/attention.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, cleo, dina, marta } from "../steps/people.ts";
import { signIn } from "../steps/sign-in.ts";
import { addStaff, openStaff, PENDING, rowOf } from "../steps/staff.ts";

test("edits that a restore has undone are listed and sent again", async ({ stage, desk }) => {
  test.setTimeout(240_000);
  const { server, mailbox, admin } = desk;
  const { page } = admin;
  const backup = join(freshFolder("backup"), "practice.db");
  for (const who of [ana, ben, cleo]) {
    await addStaff(page, who);
    // Each mail changes its row once more when it has left.
    await mailbox.mailTo(who.email);
    await expect(rowOf(page, who)).toContainText("left");
  }
  await lanyard("backup", backup, "--data", server.data);
  await test.step("Later edits are accepted", async () => {
    await editStaff(page, ana, { "Cell phone": "2125550111" });
    await editStaff(page, ben, { "Email address": "ben.new@riverside.example" });
    await addStaff(page, dina);
    await editStaff(page, dina, { "Home phone": "2125550122" });
    await expect(rowOf(page, dina)).toContainText("212-555-0122");
    await expect(page.getByRole("banner")).toContainText("Synced");
  });
  await test.step("The server is put back", async () => {
    admin.watch.serverAway();
    // A restore ends every session.
    admin.watch.allow(/status of 40[19]/);
    await server.stop();
    await lanyard("restore", backup, "--data", server.data);
    await server.start();
  });
  const section = page.getByRole("region", { name: "Undone by a restore" });
  await test.step("They are listed, and nothing is sent by itself", async () => {
    await expect(page.getByRole("main").getByText("Your session has ended.")).toBeVisible(RETURN);
    admin.watch.serverBack();
    await signIn(page, marta);
    await expect(page.getByRole("banner")).toContainText("Needs attention: 4", RETURN);
    await openAttention(page);
    await expect(section).toContainText("These edits had been accepted and are gone.");
    await expect(section).toContainText("One of them can be sent again with one click.");
    await expect(section.getByRole("article")).toHaveCount(4);
    await openStaff(page);
    await expect(rowOf(page, ana)).toContainText("212-555-0199");
  });
  await test.step("Send these again: the plain one goes", async () => {
    await openAttention(page);
    await section.getByRole("button", { name: "Send these again" }).click();
    await expect(section.getByRole("article")).toHaveCount(3);
    await expect(section.getByRole("button", { name: "Send these again" })).toHaveCount(0);
  });
  await test.step("The others one by one, an edit of an account after its account", async () => {
    await itemOf(page, "New staff account: Dina Haddad").getByRole("button", { name: "Send again" }).click();
    await expect(section.getByRole("article")).toHaveCount(2);
    const later = itemOf(page, "Edit of Dina Haddad: Home phone");
    await later.getByRole("button", { name: "Send again" }).click();
    await expect(section.getByRole("article")).toHaveCount(1);
  });
  await test.step("Discarding asks first", async () => {
    const item = itemOf(page, "Edit of Ben Achebe: Email address");
    await item.getByRole("button", { name: "Discard" }).click();
    const dialog = page.getByRole("dialog", { name: "Discard this edit?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(item).toBeVisible();
    await item.getByRole("button", { name: "Discard" }).click();
    await dialog.getByRole("button", { name: "Discard" }).click();
    await expect(page.getByText(NOTHING_WAITS)).toBeVisible();
  });
  await test.step("The server has what was sent again, and not the rest", async () => {
    const other = await stage.device({ baseURL: server.url });
    await signIn(other.page, marta);
    await expect(rowOf(other.page, ana)).toContainText("212-555-0111");
    await expect(rowOf(other.page, ben)).toBeVisible();
    await expect(rowOf(other.page, dina)).toContainText(PENDING);
    await expect(rowOf(other.page, dina)).toContainText("212-555-0122");
  });
});
