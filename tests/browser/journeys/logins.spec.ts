/** A provider's own login: made offline with the provider, activated, ended (domain D-03). */
import { linkIn } from "../fixtures/mailbox.ts";
import { expect, test } from "../fixtures.ts";
import { connect, disconnect } from "../steps/attention.ts";
import { activate, openActivation } from "../steps/links.ts";
import { RETURN } from "../steps/offline.ts";
import { act, confirm, openProviders, placeRow } from "../steps/places.ts";
import { chooseOwnPassword, signIn } from "../steps/sign-in.ts";
import type { Person } from "../steps/people.ts";
import { ON_THIS_DEVICE } from "../steps/staff.ts";

const nadia: Person = {
  first: "Nadia",
  last: "Romano",
  email: "nadia@riverside.example",
  username: "nadia.romano",
  password: "Velvet-Compass-Harvest-31",
};
const NAME = "Nadia Romano";

// covers: D-03
test("a provider and their login", async ({ desk, stage }) => {
  test.setTimeout(180_000);
  const { admin, mailbox, server } = desk;
  const { page } = admin;
  await disconnect(admin);
  await test.step("Provider and login are made offline", async () => {
    await openProviders(page);
    await page.getByRole("button", { name: "+ Add Provider" }).click();
    await page.getByLabel("First name").fill(nadia.first);
    await page.getByLabel("Last name").fill(nadia.last);
    await page.getByLabel("Email address").fill("nadia@");
    // Leaving the field tells what is wrong with it, below it: the button is hit all the same.
    await page.getByRole("button", { name: "Create new provider" }).click();
    await expect(page.getByLabel("Email address")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Email address")).toBeFocused();
    await page.getByLabel("Email address").fill(nadia.email);
    await page.getByRole("button", { name: "Create new provider" }).click();
    await expect(placeRow(page, NAME)).toContainText("No login");
    await act(page, NAME, "Edit");
    await page.getByRole("button", { name: "+ Add login" }).click();
    await expect(page.getByRole("heading", { name: "New Provider Login" })).toBeVisible();
    await expect(page.getByRole("group", { name: "Provider" })).toContainText(NAME);
    await expect(page.getByRole("group", { name: "Role" })).toContainText("Provider");
    await expect(page.getByLabel("Primary Provider")).toHaveCount(0);
    await expect(page.getByLabel("First name")).toHaveValue(nadia.first);
    await expect(page.getByLabel("Email address")).toHaveValue(nadia.email);
    await page.getByLabel("Username").fill(nadia.username);
    await page.getByLabel("Password", { exact: true }).fill(nadia.password);
    await page.getByLabel("Confirm Password").fill(nadia.password);
    await page.getByRole("button", { name: "+ Create new login" }).click();
    await expect(placeRow(page, NAME)).toContainText(nadia.username);
    await expect(placeRow(page, NAME)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("Both are sent, and the provider comes in by the link", async () => {
    await connect(admin);
    await expect(placeRow(page, NAME)).not.toContainText(ON_THIS_DEVICE, RETURN);
    const { text } = await mailbox.mailTo(nadia.email);
    const own = await stage.device({ baseURL: server.url });
    await openActivation(own.page, linkIn(text), nadia);
    await activate(own.page);
    await signIn(own.page, nadia);
    await chooseOwnPassword(own.page, nadia);
    await own.page.goto("/me");
    await expect(own.page.getByRole("main")).toContainText(/Role\s*Provider/);
    await expect(own.page.getByRole("main")).not.toContainText("on behalf of");
    await own.close();
  });
  await test.step("The login is changed", async () => {
    await act(page, NAME, "Edit");
    const card = page.getByRole("region", { name: "Login" });
    await expect(card).toContainText("Active");
    await card.getByRole("button", { name: "Edit Provider Login" }).click();
    await page.getByLabel("Cell phone").fill("2125550163");
    await page.getByRole("button", { name: "Save login" }).click();
    await expect(placeRow(page, NAME)).toBeVisible();
  });
  await test.step("It is deactivated and brought back; there is no second one meanwhile", async () => {
    await act(page, NAME, "Edit");
    const card = page.getByRole("region", { name: "Login" });
    await card.getByRole("button", { name: "Deactivate" }).click();
    await confirm(page, "Deactivate");
    await expect(card).toContainText("Deactivated", RETURN);
    await expect(page.getByRole("button", { name: "+ Add login" })).toHaveCount(0);
    await card.getByRole("button", { name: "Reactivate" }).click();
    await confirm(page, "Reactivate");
    await expect(card).toContainText("Active", RETURN);
  });
});
