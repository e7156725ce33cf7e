/** Care team role and identifier in the form of a staff account, and what stands around them. */
import { expect, test } from "../fixtures.ts";
import { openEdit, saveButton } from "../steps/attention.ts";
import { ana } from "../steps/people.ts";
import { createButton, fillNewStaff, PENDING, rowOf } from "../steps/staff.ts";

const NURSE = "Registered nurse (occupation)";

// covers: NEW-04, NEW-05, NEW-18, CARE-01, CARE-02, CARE-03
test("a care team role is chosen by its name, or has a code of its own", async ({ desk }) => {
  test.setTimeout(180_000);
  const { admin } = desk;
  const { page } = admin;
  const [role, code, identifier] = ["Care Team Role", "SNOMED CT code", "Care Team Identifier"].map((label) =>
    page.getByLabel(label, { exact: true }),
  );
  if (!role || !code || !identifier) throw new Error("there are three fields");
  await test.step("The form says how the account is activated, and by whose leave the list is there", async () => {
    await fillNewStaff(page, ana);
    await expect(page.getByText("The account must be activated before its owner can sign in")).toBeVisible();
    await expect(page.getByText("The link is valid for 3 days.")).toBeVisible();
    await expect(page.getByText("“SNOMED” and “SNOMED CT” are registered trademarks")).toBeVisible();
  });
  await test.step("Occupations are proposed by any word of their names", async () => {
    await role.fill("nurse regist");
    await expect(page.locator("datalist option")).toHaveCount(2);
    await expect(code).toBeVisible();
    await role.fill("registered nurse");
    await expect(code).toBeHidden();
  });
  await test.step("An NPI is checked on the device", async () => {
    await identifier.fill("1234567894");
    await createButton(page).click();
    await expect(page.getByText("This is not an NPI.")).toBeVisible();
    await identifier.fill("1234567893");
    await createButton(page).click();
    await expect(rowOf(page, ana)).toContainText(PENDING);
  });
  await test.step("Another occupation takes a code with a right check digit", async () => {
    await openEdit(page, ana);
    await expect(role).toHaveValue(NURSE);
    await expect(identifier).toHaveValue("1234567893");
    await page.getByRole("radio", { name: "NCSBN ID" }).check();
    await role.fill("Professional nurse (occupation)");
    await code.fill("106292004");
    await identifier.fill("12345678");
    await saveButton(page).click();
    await expect(page.getByText("This is not a SNOMED CT code.")).toBeVisible();
    await code.fill("106292003");
    await saveButton(page).click();
    await expect(rowOf(page, ana)).toContainText(PENDING);
    await openEdit(page, ana);
    await expect(code).toHaveValue("106292003");
    await expect(page.getByRole("radio", { name: "NCSBN ID" })).toBeChecked();
  });
});
