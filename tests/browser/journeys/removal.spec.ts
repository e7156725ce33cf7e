/** Somebody is removed for good: online only, undone for thirty days, then erased. */
import { expect, test } from "../fixtures.ts";
import { meddle } from "../fixtures/program.ts";
import { connect, disconnect } from "../steps/attention.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben } from "../steps/people.ts";
import { confirmRemoval, deactivate, removeButton, showInactive } from "../steps/removal.ts";
import { createButton, fillNewStaff, addStaff, openStaff, rowOf } from "../steps/staff.ts";

// covers: EDIT-04, STAFF-03
test("somebody is removed for good, put back, removed again, and erased after thirty days", async ({ desk }) => {
  test.setTimeout(180_000);
  const { admin, server } = desk;
  const { page, watch } = admin;
  await addStaff(page, ana);
  await deactivate(page, ana);
  const row = rowOf(page, ana);
  await test.step("The question says what happens and when", async () => {
    await removeButton(row).click();
    const question = page.getByRole("dialog", { name: `Remove ${ana.first} ${ana.last} for good?` });
    await expect(question).toContainText("For 30 days this can be undone");
    await expect(question).toContainText("everything about the person is erased");
    await expect(question).toContainText("The email address is free for somebody else at once.");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(row).toContainText("Deactivated");
  });
  await test.step("Removed, the row says until when that can be undone, and it is undone", async () => {
    await removeButton(row).click();
    await confirmRemoval(page);
    await expect(row).toContainText(/Removed.*Can be undone until/s, RETURN);
    await expect(row.getByRole("button")).toHaveText(["Undo removal"]);
    await row.getByRole("button", { name: "Undo removal" }).click();
    await expect(row).toContainText("Deactivated", RETURN);
  });
  await test.step("Her address is free at once, and then she does not come back", async () => {
    await removeButton(row).click();
    await confirmRemoval(page);
    await expect(row).toContainText("Removed", RETURN);
    await fillNewStaff(page, { ...ben, email: ana.email });
    await createButton(page).click();
    await expect(row.filter({ hasText: ben.username })).toBeVisible();
    await showInactive(page);
    await expect(row.filter({ hasText: ben.username })).toContainText("Inactive, not yet activated", RETURN);
    watch.allow(/status of 422 .*\/api\/accounts\/remove\/undo/);
    await row.filter({ hasText: ana.username }).getByRole("button", { name: "Undo removal" }).click();
    await expect(page.getByText(`Another account has got the e-mail address ${ana.email} meanwhile.`)).toBeVisible();
  });
  await test.step("Thirty days later nothing of her is left, and nothing can be done about the row", async () => {
    watch.serverAway();
    await server.stop();
    await meddle(server.data, "age-removals");
    await server.start();
    const erased = page.getByRole("row").filter({ hasText: "Removed person" });
    await expect(erased).toBeVisible(RETURN);
    watch.serverBack();
    await expect(erased.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("table", { name: "Staff" })).not.toContainText(ana.last);
    await expect(page.getByRole("table", { name: "Staff" })).not.toContainText(ana.username);
  });
  await test.step("Her username is free: she never came", async () => {
    await fillNewStaff(page, { ...ana, email: "another@riverside.example" });
    await createButton(page).click();
    await expect(rowOf(page, { ...ana, email: "another@riverside.example" })).toContainText(
      "Inactive, not yet activated",
      RETURN,
    );
  });
});

// covers: EDIT-04, RIGHT-08
test("without the server nobody is removed for good, and the page says so", async ({ desk: { admin } }) => {
  const { page } = admin;
  await addStaff(page, ana);
  await deactivate(page, ana);
  await disconnect(admin);
  await expect(page.getByRole("main").getByText(/^Offline since/)).toBeVisible(RETURN);
  const question = page.getByRole("dialog");
  await test.step("Offline the question has no yes", async () => {
    await removeButton(rowOf(page, ana)).click();
    await expect(question).toContainText("This device is offline.");
    await expect(question.getByRole("button")).toHaveText(["Cancel"]);
    await question.getByRole("button", { name: "Cancel" }).click();
  });
  await test.step("Online it has", async () => {
    await connect(admin);
    await removeButton(rowOf(page, ana)).click();
    await confirmRemoval(page);
    await expect(rowOf(page, ana)).toContainText("Can be undone until", RETURN);
  });
  await test.step("Offline again the removal is not undone either", async () => {
    await disconnect(admin);
    await rowOf(page, ana).getByRole("button", { name: "Undo removal" }).click();
    await expect(page.getByText("The server cannot be reached", { exact: false }).first()).toBeVisible();
    await expect(rowOf(page, ana)).toContainText("Can be undone until");
    await connect(admin);
  });
  await openStaff(page);
});
