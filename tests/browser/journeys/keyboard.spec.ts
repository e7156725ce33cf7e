/** A day at the desk without a mouse. */
import { expect, test } from "../fixtures.ts";
import { choose, expectPlace, forbidMouse, press, tabTo, type } from "../steps/keyboard.ts";
import { idleMinutes } from "../steps/practice.ts";
import { ana, ben, marta, type Person } from "../steps/people.ts";
import { placeRow } from "../steps/places.ts";
import { createButton, ON_THIS_DEVICE, PENDING, rowOf } from "../steps/staff.ts";
import { saveButton } from "../steps/attention.ts";

// covers: STAFF-04, STAFF-05, NEW-17, EDIT-03
test("every act of the desk is done by keyboard alone", async ({ stage, practice }) => {
  test.setTimeout(240_000);
  const { server } = await practice.serve(stage);
  const device = await stage.device({ baseURL: server.url });
  const { page } = device;
  await forbidMouse(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const heading = (name: string) => page.getByRole("heading", { name, exact: true, level: 1 });
  const link = (name: string) =>
    page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name, exact: true });
  const tab = (name: string) =>
    page.getByRole("navigation", { name: "Staff Members" }).getByRole("link", { name, exact: true });

  await test.step("Signing in", async () => {
    await page.goto("/sign-in");
    await type(page, page.getByLabel("Username"), marta.username);
    await type(page, page.getByLabel("Password", { exact: true }), marta.password);
    await page.keyboard.press("Enter");
    await expect(heading("Staff")).toBeFocused();
  });
  const make = async (who: Person) => {
    await press(page, button("+ Add Staff Member"));
    await expect(heading("New Office Staff")).toBeFocused();
    await type(page, page.getByLabel("First name"), who.first);
    await type(page, page.getByLabel("Last name"), who.last);
    await choose(page, page.getByLabel("Primary Provider"), "Olivia");
    await choose(page, page.getByLabel("Role", { exact: true }), "Nurse");
    await type(page, page.getByLabel("Email address"), who.email);
    await type(page, page.getByLabel("Username"), who.username);
    await type(page, page.getByLabel("Password", { exact: true }), who.password);
    await type(page, page.getByLabel("Confirm Password"), who.password);
    await tabTo(page, page.getByRole("checkbox", { name: "Send daily billing report?" }));
    await page.keyboard.press("Space");
    await press(page, createButton(page));
    await expect(rowOf(page, who)).toContainText(PENDING);
  };
  await test.step("Two accounts; what is missing is told where the focus goes", async () => {
    await press(page, button("+ Add Staff Member"));
    await press(page, createButton(page));
    await expect(page.getByLabel("First name")).toBeFocused();
    await press(page, button("Cancel"));
    await make(ana);
    await make(ben);
  });
  await test.step("A change of one of them", async () => {
    await press(page, rowOf(page, ana).getByRole("button", { name: "Edit", exact: true }));
    await type(page, page.getByLabel("Cell phone"), "2125550111");
    await press(page, saveButton(page));
    await expect(rowOf(page, ana)).toContainText("212-555-0111");
  });
  await test.step("A question is declined, and the focus is where it was; then it is answered", async () => {
    const remove = rowOf(page, ben).getByRole("button", { name: "Delete", exact: true });
    await press(page, remove);
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(remove).toBeFocused();
    await page.keyboard.press("Enter");
    await press(page, page.getByRole("dialog").getByRole("button", { name: "Deactivate", exact: true }));
    await expect(rowOf(page, ben)).toBeHidden();
    await expectPlace(page);
  });
  await test.step("Search, order and filter", async () => {
    await page.goto("/account/staff");
    await type(page, page.getByRole("searchbox"), "lindq");
    await expect(rowOf(page, marta)).toBeHidden();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await expect(rowOf(page, marta)).toBeVisible();
    await press(page, page.getByRole("columnheader", { name: "Login" }).getByRole("button"));
    await expect(page.getByRole("columnheader", { name: "Login" })).toHaveAttribute("aria-sort", "ascending");
  });
  await test.step("Somebody is selected and put into a group that is made", async () => {
    await press(page, tab("Groups"));
    await press(page, button("+ Add Group"));
    await type(page, page.getByLabel("Group name"), "Night shift");
    await type(page, page.getByRole("searchbox", { name: "Find people to add" }), "Ana");
    await press(page, page.getByRole("button", { name: /^Add \W?Ana Lindqvist/ }));
    await expect(page.getByRole("button", { name: /^Remove \W?Ana Lindqvist/ })).toBeVisible();
    await expectPlace(page);
    await press(page, button("+ Create new group"));
    await expect(placeRow(page, "Night shift")).toBeVisible();
  });
  await test.step("An office, a provider in it, and a policy", async () => {
    await press(page, link("Offices"));
    await press(page, button("+ Add Office"));
    await type(page, page.getByLabel("Office name"), "Harbor Annex");
    await press(page, button("+ Create new office"));
    await expect(placeRow(page, "Harbor Annex")).toBeVisible();
    await press(page, link("Staff Members"));
    await press(page, tab("Providers"));
    await press(page, button("+ Add Provider"));
    await type(page, page.getByLabel("First name"), "Nadia");
    await type(page, page.getByLabel("Last name"), "Romano");
    await tabTo(page, page.getByRole("checkbox", { name: "Harbor Annex" }));
    await page.keyboard.press("Space");
    await press(page, button("Create new provider"));
    await expect(placeRow(page, "Nadia Romano")).toContainText("Harbor Annex");
    await press(page, link("Practice"));
    await type(page, idleMinutes(page), "20");
    await press(page, button("Save practice"));
    await expect(page.getByRole("form", { name: "Practice" })).not.toContainText(ON_THIS_DEVICE);
  });
  await test.step("The other pages", async () => {
    for (const name of ["Dashboard", "Mail", "Check Support PIN", "Needs attention", "Sync"]) {
      await press(page, link(name));
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    }
    await press(page, button("Sync now"));
  });
  await test.step("The account menu leads to one's own account, and out", async () => {
    const menu = page.getByRole("button", { name: "Account menu:" });
    await press(page, menu);
    await expect(page.getByRole("menuitem", { name: "My account" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "My account" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(heading("Staff Account Information")).toBeFocused();
    device.watch.allow(/status of 401 .*\/api\/sync\/pull/);
    await press(page, menu);
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(heading("Sign in")).toBeVisible();
  });
});
