/** Somebody leaves: what hangs on them is shown, and a successor takes it over. */
import { expect, test } from "../fixtures.ts";
import { connect, disconnect } from "../steps/attention.ts";
import { addMember, openGroups, removeMember } from "../steps/groups.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben } from "../steps/people.ts";
import { act, placeRow } from "../steps/places.ts";
import { actOnSelected, select } from "../steps/staff_list.ts";
import { activate, openActivation } from "../steps/links.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { addStaff, openStaff, rowOf } from "../steps/staff.ts";

const GROUP = "Night shift";
const ON_THE_WAY = /on this device|sent|needs attention/i;

// covers: EDIT-05, EDIT-03
test("before somebody is deactivated the page shows what hangs on them, and offers a successor", async ({ stage, desk }) => {
  test.setTimeout(180_000);
  const { admin, mailbox, server } = desk;
  const { page } = admin;
  await addStaff(page, ana, "Staff");
  await addStaff(page, ben, "Staff");
  await test.step("Ben is active, and Ana is in a group", async () => {
    const member = await stage.device({ baseURL: server.url });
    await openActivation(member.page, linkIn((await mailbox.mailTo(ben.email)).text), ben);
    await activate(member.page);
    await openGroups(page);
    await page.getByRole("button", { name: "+ Add Group" }).click();
    await page.getByLabel("Group name").fill(GROUP);
    await addMember(page, `${ana.first} ${ana.last}`);
    await page.getByRole("button", { name: "+ Create new group" }).click();
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
    await openStaff(page);
    await expect(rowOf(page, ben)).toContainText("Active");
  });
  await disconnect(admin);
  await expect(page.getByRole("main").getByText(/^Offline since/)).toBeVisible(RETURN);
  await test.step("Many at once: what hangs on them is shown together, and nobody takes it over", async () => {
    await select(page, `${ana.first} ${ana.last}`, `${ben.first} ${ben.last}`);
    const question = await actOnSelected(page, "Deactivate");
    for (const words of [
      `Some of them are in a group: ${GROUP}.`,
      "2 of them get the daily billing report.",
      "Nothing of this passes to somebody else by itself.",
      "not in force until sent",
    ]) {
      await expect(question).toContainText(words);
    }
    await question.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Select nobody" }).click();
  });
  await test.step("Offline Ana is deactivated, and Ben takes over", async () => {
    await rowOf(page, ana).getByRole("button", { name: "Delete", exact: true }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText(`Is in a group: ${GROUP}.`);
    await expect(question).toContainText("Gets the daily billing report.");
    await question.getByLabel("Successor").selectOption(`${ben.first} ${ben.last}`);
    await question.getByRole("button", { name: "Deactivate", exact: true }).click();
    await expect(rowOf(page, ana)).toContainText("Not in force until sent");
  });
  await test.step("Both are sent: he is in the group, and she stays in it for history", async () => {
    await connect(admin);
    await expect(rowOf(page, ana)).toHaveCount(0, RETURN);
    await openGroups(page);
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
    await act(page, GROUP, "Edit");
    await expect(removeMember(page, `${ben.first} ${ben.last}`)).toBeVisible();
    await expect(removeMember(page, `${ana.first} ${ana.last}`)).toBeVisible();
  });
});
