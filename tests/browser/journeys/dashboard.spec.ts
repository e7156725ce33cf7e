/** Where signing in leads, and what the Dashboard says (domain NEW-14). */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { meddle } from "../fixtures/program.ts";
import { openEdit, saveButton } from "../steps/attention.ts";
import { seedDemonstration } from "../steps/demonstration.ts";
import { activate, openActivation } from "../steps/links.ts";
import { ana, ben, ownPassword } from "../steps/people.ts";
import { bringServerBack, loseServer } from "../steps/offline.ts";
import { chooseOwnPassword, signIn, signOut } from "../steps/sign-in.ts";
import { addStaff, createButton, fillNewStaff, PENDING, rowOf } from "../steps/staff.ts";

// covers: NEW-14, D-04
test("signing in leads to the Dashboard or to one's own account, as the switch says", async ({ stage, desk }) => {
  test.setTimeout(180_000);
  const { server, mailbox, admin } = desk;
  const { page } = admin;
  const own = { ...ana, password: ownPassword };
  const member = await stage.device({ baseURL: server.url });
  const dashboard = member.page.getByRole("heading", { name: "Dashboard", level: 1 });
  // The session ends while the page still listens to it.
  member.watch.allow(/status of 401 .*\/api\/sync\/pull/);
  const account = member.page.getByRole("heading", { name: "Staff Account Information" });
  const chosen = page.getByRole("checkbox", { name: "Use new dashboard?" });
  await test.step("The switch is off, and is switched on", async () => {
    await fillNewStaff(page, ana);
    await expect(chosen).not.toBeChecked();
    await chosen.check();
    await createButton(page).click();
    await expect(rowOf(page, ana)).toContainText(PENDING);
  });
  await test.step("The member lands on the Dashboard, which says on whose behalf she works", async () => {
    await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
    await activate(member.page);
    await signIn(member.page, ana);
    await chooseOwnPassword(member.page, ana);
    await expect(dashboard).toBeVisible();
    const mine = member.page.getByRole("region", { name: "My account" });
    await expect(mine).toContainText("On behalf of");
    await expect(mine).toContainText("Olivia Okafor");
    await expect(member.page.getByRole("region", { name: "To look after" })).toBeHidden();
  });
  await test.step("Switched off, she lands on her account", async () => {
    await openEdit(page, ana);
    await chosen.uncheck();
    await saveButton(page).click();
    await expect(rowOf(page, ana)).not.toContainText(/on this device|sent/i);
    await signOut(member.page);
    await signIn(member.page, own);
    await expect(account).toBeVisible();
  });
});

// covers: NEW-14
test("without Access Scheduling the box is ticked, cannot be switched, and says why", async ({ stage }) => {
  const { data, admin } = await seedDemonstration();
  await meddle(data, "take", "BTG Admin", "access-scheduling");
  const server = await stage.server({ data });
  const { page } = await stage.device({ baseURL: server.url });
  await signIn(page, admin);
  await page.getByRole("button", { name: "+ Add Staff Member" }).click();
  const chosen = page.getByRole("checkbox", { name: "Use new dashboard?" });
  const role = page.getByLabel("Role", { exact: true });
  await role.selectOption("Nurse");
  await expect(chosen).toBeEnabled();
  await expect(chosen).not.toBeChecked();
  await role.selectOption("BTG Admin");
  await expect(chosen).toBeDisabled();
  await expect(chosen).toBeChecked();
  await expect(chosen).toHaveAccessibleDescription(/Access Scheduling/);
  await role.selectOption("Nurse");
  await expect(chosen).toBeEnabled();
  await expect(chosen).not.toBeChecked();
});

// covers: NEW-14
test("the Dashboard counts people and edits, offline too", async ({ desk }) => {
  const { server, admin } = desk;
  const { page } = admin;
  const region = (name: string) => page.getByRole("region", { name });
  const open = () => page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Dashboard" }).click();
  await open();
  await expect(region("To look after")).toContainText("Nobody’s account needs a hand now.");
  await expect(region("Your edits")).toContainText("Everything you saved has arrived");
  await loseServer(server, "killed", admin);
  await region("Staff Members").getByRole("link", { name: "To the list of staff" }).click();
  await addStaff(page, ben);
  await open();
  await expect(region("Your edits")).toContainText("One edit waits on this device");
  await expect(region("Staff Members").getByText("Active", { exact: true })).toBeVisible();
  await bringServerBack(server, "killed");
  await expect(region("Your edits")).toContainText("Everything you saved has arrived", { timeout: 60_000 });
});
