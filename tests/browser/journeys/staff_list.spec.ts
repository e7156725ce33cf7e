/** The list of staff: put in order, filtered, acted on by many with and without the server, and copied from. */
import { expect, test } from "../fixtures.ts";
import { connect, disconnect } from "../steps/attention.ts";
import { openDemonstration } from "../steps/demonstration.ts";
import { RETURN } from "../steps/offline.ts";
import { openGroups } from "../steps/groups.ts";
import { fay } from "../steps/people.ts";
import { placeRow } from "../steps/places.ts";
import { createButton, ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "../steps/staff.ts";
import { actOnSelected, answer, cells, clearFilters, filter, rowNamed, rows, select, sortBy, table } from "../steps/staff_list.ts";

const ON_THE_WAY = /on this device|sent|needs attention/i;
const GROUP = "Safety committee";

// covers: STAFF-02
test("ticks tell who holds emergency access and who has enrolled in a second factor", async ({ stage }) => {
  const { admin } = await openDemonstration(stage);
  const { page } = admin;
  const ticked = (column: "Emer Acs" | "2-Fac Sec*", words: string) =>
    rows(page).locator(`[data-label="${column}"]`).filter({ hasText: words }).filter({ has: page.locator(".app-tick") });
  await expect(ticked("Emer Acs", "Emergency access is held now")).toHaveCount(1);
  await expect(ticked("2-Fac Sec*", "Enrolled")).toHaveCount(2);
  const [emergency, factor] = [await cells(page, "Emer Acs"), await cells(page, "2-Fac Sec*")];
  expect(emergency.filter((text) => text.trim() !== "")).toHaveLength(1);
  expect(factor.filter((text) => !/^(Enrolled|Inactive)/.test(text.trim()))).toEqual([]);
  await expect(page.getByText("* Inactive until the member has enrolled.")).toBeVisible();
});

// covers: STAFF-05
test("people are put in order and filtered", async ({ stage }) => {
  test.setTimeout(180_000);
  const { admin } = await openDemonstration(stage);
  const { page } = admin;
  const everybody = await rows(page).count();
  await test.step("A heading sorts both ways", async () => {
    const login = table(page).getByRole("columnheader", { name: "Login" });
    await sortBy(page, "Login");
    await expect(login).toHaveAttribute("aria-sort", "ascending");
    const up = await cells(page, "Login");
    expect(up).toEqual(up.toSorted());
    await sortBy(page, "Login");
    await expect(login).toHaveAttribute("aria-sort", "descending");
    expect(await cells(page, "Login")).toEqual(up.toReversed());
    await sortBy(page, "State");
    await expect(login).toHaveAttribute("aria-sort", "none");
    expect((await cells(page, "State"))[0]).toMatch(PENDING);
  });
  await test.step("In a narrow window it is sorted by a list", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.getByLabel("Sort by").selectOption("Email");
    const up = await cells(page, "Email");
    expect(up).toEqual(up.toSorted());
    await page.getByRole("button", { name: "Reverse order" }).click();
    expect(await cells(page, "Email")).toEqual(up.toReversed());
    await page.setViewportSize({ width: 1280, height: 900 });
    await expect(page.getByLabel("Sort by")).toBeHidden();
  });
  for (const [label, wanted] of [
    ["Role", "Nurse"],
    ["Primary Provider", "Wen Zhao"],
    ["Office", "Mill Street"],
    ["Group", GROUP],
    ["State", "Locked"],
  ] as const) {
    await test.step(`The filter ${label} leaves those who pass`, async () => {
      await filter(page, label).selectOption(wanted);
      await expect(rows(page).first()).toBeVisible();
      expect(await rows(page).count()).toBeLessThan(everybody);
      if (label === "Primary Provider" || label === "State") {
        const found = await cells(page, label);
        expect(found.filter((text) => !text.includes(wanted))).toEqual([]);
      }
      await clearFilters(page);
      await expect(rows(page)).toHaveCount(everybody);
    });
  }
  await test.step("Filters are met together, and who has left is found without asking for them", async () => {
    await filter(page, "State").selectOption("Deactivated");
    await expect(rows(page)).toHaveCount(2);
    await filter(page, "Group").selectOption("Nurses on call");
    await filter(page, "Role").selectOption("BTG Admin");
    await expect(page.getByText("Nobody matches")).toBeVisible();
    await page.getByRole("button", { name: "Clear search" }).click();
    await expect(rows(page)).toHaveCount(everybody);
  });
});

// covers: STAFF-05, D-07, RIGHT-03, RIGHT-07
test("many are acted on at once, offline too", async ({ stage }) => {
  test.setTimeout(240_000);
  const { admin, mailbox } = await openDemonstration(stage);
  const { page } = admin;
  await filter(page, "Role").selectOption("Nurse");
  await filter(page, "State").selectOption("Active");
  const [one = "", other = ""] = await cells(page, "Name");
  await clearFilters(page);
  await disconnect(admin);
  await expect(page.getByRole("main").getByText(/^Offline since/)).toBeVisible(RETURN);
  await test.step("Offline a role is given to two, and says whom it reaches", async () => {
    await select(page, one, other);
    await expect(page.getByText("2 people selected")).toBeVisible();
    const question = await actOnSelected(page, "Set role");
    await question.getByLabel("Role").selectOption("Billing Staff");
    await expect(question).toContainText("It reaches 2 people:");
    await expect(question).toContainText(one);
    await answer(question, "Set role");
    await expect(page.getByText("What they take away is not in force until sent.")).toBeVisible();
    for (const name of [one, other]) {
      await expect(rowNamed(page, name)).toContainText(ON_THIS_DEVICE);
      await expect(rowNamed(page, name)).toContainText("Not in force until sent");
    }
  });
  await test.step("One of them is deactivated, which is not in force until sent", async () => {
    await rowNamed(page, other).getByRole("checkbox").uncheck();
    const question = await actOnSelected(page, "Deactivate");
    await expect(question).toContainText("It reaches one person:");
    await answer(question, "Deactivate");
    await expect(rowNamed(page, one)).toContainText("Not in force until sent");
  });
  await test.step("Both are put into a group, of whom one has left", async () => {
    await select(page, other);
    const question = await actOnSelected(page, "Add to group");
    await question.getByLabel("Group").selectOption(GROUP);
    await expect(question).toContainText("It reaches one person:");
    await expect(question).toContainText("One person is left out:");
    await expect(question).toContainText("Is not active any more.");
    await answer(question, "Add to group");
  });
  await test.step("All of it is sent", async () => {
    await connect(admin);
    await expect(rowNamed(page, other)).not.toContainText(ON_THE_WAY, RETURN);
    await expect(rowNamed(page, one)).toHaveCount(0);
    await filter(page, "Role").selectOption("Billing Staff");
    await filter(page, "Group").selectOption(GROUP);
    await expect(rowNamed(page, other)).toBeVisible();
    await clearFilters(page);
    await openGroups(page);
    await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
    await openStaff(page);
  });
  await test.step("Activations are sent again to those who have not come, and to nobody else", async () => {
    await filter(page, "State").selectOption("Inactive, not yet activated");
    const waiting = await rows(page).count();
    const [address = ""] = await cells(page, "Email");
    await clearFilters(page);
    await page.getByRole("checkbox", { name: "Select everybody in the list" }).check();
    const question = await actOnSelected(page, "Resend activation");
    await expect(question).toContainText(/It reaches \W?\d+\W? people:/);
    await expect(question).toContainText("Is activated already.");
    await answer(question, "Resend activation");
    expect(waiting).toBeGreaterThan(0);
    await mailbox.mailTo(address);
  });
});

// covers: STAFF-05, NEW-08
test("a copy begins with what somebody has", async ({ stage }) => {
  test.setTimeout(180_000);
  const { admin, mailbox } = await openDemonstration(stage);
  const { page } = admin;
  await filter(page, "Role").selectOption("Billing Staff");
  const [provider = ""] = await cells(page, "Primary Provider");
  await rows(page).first().getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("heading", { name: "New Office Staff" })).toBeVisible();
  const chosen = (label: string) => page.getByLabel(label, { exact: true }).locator("option:checked");
  await expect(chosen("Role")).toHaveText("Billing Staff");
  await expect(chosen("Primary Provider")).toHaveText(provider);
  await expect(page.getByLabel("First name")).toHaveValue("");
  await expect(page.getByLabel("Password", { exact: true })).toBeHidden();
  await expect(page.getByText("Whoever gets a copied account chooses the password themselves.")).toBeVisible();
  await page.getByLabel("First name").fill(fay.first);
  await page.getByLabel("Last name").fill(fay.last);
  await page.getByLabel("Email address").fill(fay.email);
  await page.getByLabel("Username").fill(fay.username);
  await createButton(page).click();
  await expect(rowOf(page, fay)).toContainText(PENDING);
  const { text } = await mailbox.mailTo(fay.email);
  expect(text).toContain(fay.username);
});
