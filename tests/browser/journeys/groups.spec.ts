/** Groups: made offline, sent, their members changed, and archived. */
import { expect, test } from "../fixtures.ts";
import { connect, disconnect } from "../steps/attention.ts";
import { addMember, openGroups, removeMember } from "../steps/groups.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, marta } from "../steps/people.ts";
import { act, confirm, placeRow } from "../steps/places.ts";
import { addStaff, ON_THIS_DEVICE, openStaff } from "../steps/staff.ts";

const GROUP = "Night shift";
const ON_THE_WAY = /on this device|sent|needs attention/i;
const nameOf = (who: { first: string; last: string }) => `${who.first} ${who.last}`;

// covers: D-07, STAFF-01
test("a group and the people in it", async ({ desk }) => {
  test.setTimeout(180_000);
  const { admin } = desk;
  const { page } = admin;
  await openStaff(page);
  await addStaff(page, ana);
  await disconnect(admin);
  await test.step("Offline a person is added, and a group with both of them", async () => {
    await addStaff(page, ben);
    await openGroups(page);
    await page.getByRole("button", { name: "+ Add Group" }).click();
    await page.getByRole("button", { name: "+ Create new group" }).click();
    await expect(page.getByLabel("Group name")).toBeFocused();
    await page.getByLabel("Group name").fill(GROUP);
    await addMember(page, nameOf(ana));
    await addMember(page, nameOf(ben));
    await expect(page.getByText("people are in it.")).toContainText("2");
    await page.getByRole("button", { name: "+ Create new group" }).click();
    await expect(placeRow(page, GROUP)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("Both are sent", async () => {
    await connect(admin);
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
    await expect(placeRow(page, GROUP).getByRole("cell", { name: "2", exact: true })).toBeVisible();
  });
  await test.step("One leaves the group and another one joins it", async () => {
    await act(page, GROUP, "Edit");
    await removeMember(page, nameOf(ben)).click();
    await expect(removeMember(page, nameOf(ben))).toHaveCount(0);
    await addMember(page, nameOf(marta));
    await page.getByRole("button", { name: "Save group" }).click();
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
  });
  await test.step("Its name is free once it is archived", async () => {
    await act(page, GROUP, "Archive");
    await confirm(page, "Archive");
    await expect(placeRow(page, GROUP)).toContainText("Archived");
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
    await act(page, GROUP, "Reactivate");
    await expect(placeRow(page, GROUP)).toContainText("Active");
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
  });
});
