/** What is typed into the form of a staff account outlives the page (domain NEW-17). */
import { expect, test } from "../fixtures.ts";
import { openEdit, saveButton } from "../steps/attention.ts";
import { loseServer, readyForOffline } from "../steps/offline.ts";
import { ana } from "../steps/people.ts";
import { createButton, fillNewStaff, ON_THIS_DEVICE, openStaff, rowOf, typedIsKept } from "../steps/staff.ts";

const BACK = "What you had typed is back";

// covers: NEW-17
test("a form that was left is there again, but for password and PIN", async ({ desk }) => {
  test.setTimeout(180_000);
  const { server, admin } = desk;
  const first = () => admin.page.getByLabel("First name");
  const back = () => admin.page.getByText(BACK);
  await test.step("After a reload the form is as it was, without the password", async () => {
    await fillNewStaff(admin.page, ana);
    await admin.page.getByLabel("App Unlock PIN").fill("7314");
    await expect(back()).toBeHidden();
    await typedIsKept(admin.page, "(212) 555-0199");
    await admin.page.reload();
    await expect(back()).toBeVisible();
    await expect(first()).toHaveValue(ana.first);
    await expect(admin.page.getByLabel("Role", { exact: true }).locator("option:checked")).toHaveText("Nurse");
    await expect(admin.page.getByLabel("Home phone")).toHaveValue("(212) 555-0147");
    await expect(admin.page.getByLabel("Password", { exact: true })).toHaveValue("");
    await expect(admin.page.getByLabel("Confirm Password")).toHaveValue("");
    await expect(admin.page.getByLabel("App Unlock PIN")).not.toHaveValue("7314");
  });
  await test.step("It outlives the browser, and is saved without the network", async () => {
    await readyForOffline(admin.page);
    await admin.close();
    await loseServer(server, "killed", admin);
    await admin.open();
    await admin.page.goto("/account/staff/new");
    await expect(back()).toBeVisible();
    await expect(first()).toHaveValue(ana.first);
    await admin.page.getByLabel("Password", { exact: true }).fill(ana.password);
    await admin.page.getByLabel("Confirm Password").fill(ana.password);
    await createButton(admin.page).click();
    await expect(rowOf(admin.page, ana)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("What was saved does not come back", async () => {
    await admin.page.getByRole("button", { name: "+ Add Staff Member" }).click();
    await expect(first()).toHaveValue("");
    await expect(back()).toBeHidden();
  });
  await test.step("An edit comes back too, until it is cancelled", async () => {
    await openStaff(admin.page);
    await openEdit(admin.page, ana);
    await first().fill("Anamaria");
    await openStaff(admin.page);
    await openEdit(admin.page, ana);
    await expect(back()).toBeVisible();
    await expect(first()).toHaveValue("Anamaria");
    await admin.page.getByRole("button", { name: "Cancel" }).click();
    await openEdit(admin.page, ana);
    await expect(first()).toHaveValue(ana.first);
    await expect(back()).toBeHidden();
  });
  await test.step("Whoever does not want it begins anew", async () => {
    await first().fill("Anamaria");
    await typedIsKept(admin.page, "Anamaria");
    await admin.page.reload();
    await expect(first()).toHaveValue("Anamaria");
    await admin.page.getByRole("button", { name: "Begin anew" }).click();
    await expect(first()).toHaveValue(ana.first);
    await first().fill("Anabel");
    await saveButton(admin.page).click();
    await expect(rowOf(admin.page, ana)).toContainText("Anabel");
  });
});
