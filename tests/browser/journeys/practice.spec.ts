/** The settings of the practice: changed offline and sent, in force for others, refused without the right. */
import { expect, test } from "../fixtures.ts";
import { connect, disconnect, editStaff, itemOf, openAttention, secondManager } from "../steps/attention.ts";
import { LOCAL_LINKS, mailsTo, openMail } from "../steps/letters.ts";
import { RETURN } from "../steps/offline.ts";
import { cleo, erin, practice } from "../steps/people.ts";
import { idleMinutes, openPractice, practiceForm, savePractice } from "../steps/practice.ts";
import { createButton, fillNewStaff, ON_THIS_DEVICE, openStaff, rowOf } from "../steps/staff.ts";

// covers: D-01, NEW-06, CRED-04, LINK-05
test("policies are set offline, and hold for others once they are sent", async ({ stage, desk }) => {
  test.setTimeout(240_000);
  const { page } = desk.admin;
  const second = await secondManager(stage, desk);
  await disconnect(desk.admin);
  await test.step("What is out of its bounds is said at its field", async () => {
    await openPractice(page);
    await idleMinutes(page).fill("4");
    await savePractice(page);
    await expect(idleMinutes(page)).toBeFocused();
    await expect(idleMinutes(page)).toHaveAttribute("aria-invalid", "true");
  });
  await test.step("Offline two policies are set", async () => {
    await idleMinutes(page).fill("30");
    await page.getByLabel("Email domains").fill("riverside.example");
    await savePractice(page);
    await expect(practiceForm(page)).toContainText(ON_THIS_DEVICE);
    await openPractice(second.page);
    await expect(idleMinutes(second.page)).toHaveValue("15");
  });
  await test.step("Sent, they are on the other device and hold there", async () => {
    await connect(desk.admin);
    await expect(practiceForm(page)).not.toContainText(/on this device|sent/i, RETURN);
    await openStaff(second.page);
    await openPractice(second.page);
    await expect(idleMinutes(second.page)).toHaveValue("30", RETURN);
    await openStaff(second.page);
    await fillNewStaff(second.page, { ...cleo, email: "cleo@elsewhere.example" });
    await createButton(second.page).click();
    await expect(second.page.getByLabel("Email address")).toBeFocused();
    await expect(second.page.getByLabel("Email address")).toHaveAttribute("aria-invalid", "true");
  });
  await test.step("That links open here alone is said until the public address is another", async () => {
    await expect(second.page.getByText(LOCAL_LINKS)).toBeVisible();
    await openPractice(page);
    await page.getByLabel("Public address").fill("https://desk.riverside.example");
    await savePractice(page);
    await expect(second.page.getByText(LOCAL_LINKS)).toBeHidden(RETURN);
    await openMail(second.page);
    await expect(mailsTo(second.page, erin.email)).toBeVisible();
    await expect(second.page.getByText(LOCAL_LINKS)).toBeHidden();
  });
});

// covers: D-01, RIGHT-01, RIGHT-07
test("a policy is refused to whoever has lost the right meanwhile", async ({ stage, desk }) => {
  test.setTimeout(240_000);
  const { page } = desk.admin;
  const second = await secondManager(stage, desk);
  await disconnect(second);
  await openPractice(second.page);
  await idleMinutes(second.page).fill("45");
  await savePractice(second.page);
  await expect(practiceForm(second.page)).toContainText(ON_THIS_DEVICE);
  await test.step("Meanwhile she becomes a nurse", async () => {
    await editStaff(page, erin, {}, { Role: "Nurse" });
    await expect(rowOf(page, erin)).not.toContainText(/on this device|sent/i, RETURN);
  });
  await test.step("Her edit is refused, and kept for her", async () => {
    await connect(second);
    await openAttention(second.page);
    const item = itemOf(second.page, `Edit of ${practice.name}: Lock the screen after (minutes)`);
    await expect(item).toContainText("Manage Accounts", RETURN);
    await second.page.goto("/account/practice");
    await expect(second.page.getByText("You cannot change the practice")).toBeVisible();
    await openPractice(page);
    await expect(idleMinutes(page)).toHaveValue("15");
  });
});
