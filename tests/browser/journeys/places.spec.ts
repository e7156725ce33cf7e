/** Offices and providers: made offline, sent, changed, and closed only when nobody hangs on them. */
import { expect, test } from "../fixtures.ts";
import { connect, disconnect, itemOf, NOTHING_WAITS, openAttention } from "../steps/attention.ts";
import { RETURN } from "../steps/offline.ts";
import { act, confirm, openOffices, openProviders, placeRow } from "../steps/places.ts";
import { NEEDS_ATTENTION, ON_THIS_DEVICE } from "../steps/staff.ts";

const OFFICE = "Harbor Annex";
const PROVIDER = "Nadia Romano";
const ON_THE_WAY = /on this device|sent|needs attention/i;

// covers: D-02, D-03
test("an office and a provider in it", async ({ desk }) => {
  test.setTimeout(180_000);
  const { admin } = desk;
  const { page } = admin;
  await disconnect(admin);
  await test.step("An office is made offline", async () => {
    await openOffices(page);
    await page.getByRole("button", { name: "+ Add Office" }).click();
    await page.getByRole("button", { name: "+ Create new office" }).click();
    await expect(page.getByLabel("Office name")).toBeFocused();
    await page.getByLabel("Office name").fill(OFFICE);
    await page.getByLabel("Office address").fill("4 Quay Street\nRiverside");
    await page.getByLabel("Office phone").fill("2125550161");
    await page.getByRole("button", { name: "+ Create new office" }).click();
    await expect(placeRow(page, OFFICE)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("A provider is made in it, and the NPI is checked on the device", async () => {
    await openProviders(page);
    await page.getByRole("button", { name: "+ Add Provider" }).click();
    await page.getByLabel("First name").fill("Nadia");
    await page.getByLabel("Last name").fill("Romano");
    await page.getByLabel("NPI").fill("1234567894");
    await page.getByLabel("Specialty").fill("Cardiology");
    await page.getByRole("checkbox", { name: OFFICE }).check();
    await page.getByRole("button", { name: "Create new provider" }).click();
    await expect(page.getByText("This is not an NPI.")).toBeVisible();
    await page.getByLabel("NPI").fill("1234567893");
    await page.getByRole("button", { name: "Create new provider" }).click();
    await expect(placeRow(page, PROVIDER)).toContainText(ON_THIS_DEVICE);
    await expect(placeRow(page, PROVIDER)).toContainText(OFFICE);
    await expect(placeRow(page, PROVIDER)).toContainText("No login");
  });
  await test.step("Both are sent", async () => {
    await connect(admin);
    await expect(placeRow(page, PROVIDER)).not.toContainText(ON_THE_WAY, RETURN);
    await openOffices(page);
    await expect(placeRow(page, OFFICE)).not.toContainText(ON_THE_WAY);
  });
  await test.step("The office is changed", async () => {
    await act(page, OFFICE, "Edit");
    await expect(page.getByLabel("Office phone")).toHaveValue("(212) 555-0161");
    await page.getByLabel("Office phone").fill("2125550162");
    await page.getByRole("button", { name: "Save office" }).click();
    await expect(placeRow(page, OFFICE)).toContainText("(212) 555-0162");
    await expect(placeRow(page, OFFICE)).not.toContainText(ON_THE_WAY, RETURN);
  });
  await test.step("Closing says who is in the way, and is refused", async () => {
    await act(page, OFFICE, "Close");
    await expect(page.getByRole("dialog")).toContainText(/A provider works here: \W?Nadia Romano/);
    await confirm(page, "Close");
    await expect(placeRow(page, OFFICE)).toContainText(NEEDS_ATTENTION, RETURN);
    await openAttention(page);
    const item = itemOf(page, `Edit of ${OFFICE}: In use`);
    await expect(item).toContainText("A provider works in this office.");
    await item.getByRole("button", { name: "Discard" }).click();
    await confirm(page, "Discard");
    await expect(page.getByText(NOTHING_WAITS)).toBeVisible();
  });
  await test.step("When the provider is deactivated, the office can be closed and reopened", async () => {
    await openProviders(page);
    await act(page, PROVIDER, "Deactivate");
    await confirm(page, "Deactivate");
    await expect(placeRow(page, PROVIDER)).toContainText("Archived");
    await openOffices(page);
    await act(page, OFFICE, "Close");
    await confirm(page, "Close");
    await expect(placeRow(page, OFFICE)).toContainText("Closed");
    await expect(placeRow(page, OFFICE)).not.toContainText(ON_THE_WAY, RETURN);
    await act(page, OFFICE, "Reopen");
    await expect(placeRow(page, OFFICE)).toContainText("Active");
    await expect(placeRow(page, OFFICE)).not.toContainText(ON_THE_WAY, RETURN);
  });
});
