/** Offices, days and switches in the form of a staff account. */
import { expect, test } from "../fixtures.ts";
import { openEdit, saveButton } from "../steps/attention.ts";
import { bringServerBack, loseServer, readyForOffline, RETURN } from "../steps/offline.ts";
import { ana } from "../steps/people.ts";
import { createButton, fillNewStaff, ON_THIS_DEVICE, PENDING, rowOf } from "../steps/staff.ts";

// covers: NEW-10, NEW-13, NEW-15, NEW-16
test("where and when somebody works is chosen in the form, offline too", async ({ desk }) => {
  test.setTimeout(180_000);
  const { server, admin } = desk;
  const { page } = admin;
  const [restrict, report, changes] = ["Restrict offices?", "Send daily billing report?", "Enable Email Update"].map((name) =>
    page.getByRole("checkbox", { name }),
  );
  if (!restrict || !report || !changes) throw new Error("there are three switches");
  const office = page.getByRole("group", { name: "Offices", exact: true }).getByRole("checkbox").first();
  const [starts, ends] = [page.getByLabel("Starts on"), page.getByLabel("Ends on")];
  await test.step("A new account is for all offices, gets the report and may change its address", async () => {
    await fillNewStaff(page, ana);
    await expect(restrict).not.toBeChecked();
    await expect(office).toBeHidden();
    await expect(report).toBeChecked();
    await expect(changes).toBeChecked();
  });
  await test.step("A restriction to no office, a part of a day and days in the wrong order are told at their fields", async () => {
    await restrict.check();
    await starts.focus();
    await page.keyboard.type("01");
    await createButton(page).click();
    await expect(page.getByText("Choose at least one office, or switch the restriction off.")).toBeVisible();
    await expect(page.getByText("This day is not complete.")).toBeVisible();
    await office.check();
    await starts.fill("2031-02-01");
    await ends.fill("2031-01-31");
    await createButton(page).click();
    await expect(page.getByText("The last day is before the first one.")).toBeVisible();
  });
  await test.step("What is chosen without the network is stored once it is there again", async () => {
    await ends.fill("2031-12-31");
    await changes.uncheck();
    await readyForOffline(page);
    await loseServer(server, "killed", admin);
    await createButton(page).click();
    await expect(rowOf(page, ana)).toContainText(ON_THIS_DEVICE);
    await bringServerBack(server, "killed");
    await expect(rowOf(page, ana)).not.toContainText(ON_THIS_DEVICE, RETURN);
    await expect(rowOf(page, ana)).toContainText(PENDING);
    await openEdit(page, ana);
    await expect(office).toBeChecked();
    await expect(starts).toHaveValue("2031-02-01");
    await expect(ends).toHaveValue("2031-12-31");
    await expect(changes).not.toBeChecked();
  });
  await test.step("Each of them can be changed", async () => {
    await restrict.uncheck();
    await starts.fill("");
    await report.uncheck();
    await saveButton(page).click();
    await expect(rowOf(page, ana)).toContainText(PENDING);
    await openEdit(page, ana);
    await expect(restrict).not.toBeChecked();
    await expect(starts).toHaveValue("");
    await expect(ends).toHaveValue("2031-12-31");
    await expect(report).not.toBeChecked();
  });
});
