/** Staff from a CSV file and into one, offline too (domain STAFF-06, NEW-19). */
import { expect, test } from "../fixtures.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { connect, disconnect } from "../steps/attention.ts";
import { openGroups } from "../steps/groups.ts";
import { openActivation } from "../steps/links.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, cleo, marta, practice } from "../steps/people.ts";
import { act, placeRow } from "../steps/places.ts";
import { choose, lineOf, openImport, save, sheet, verdictOf } from "../steps/roster.ts";
import { ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "../steps/staff.ts";

const GROUP = "Night shift";
const PROVIDER = `${practice.provider.first} ${practice.provider.last}`;
const ON_THE_WAY = /on this device|sent|needs attention/i;

// covers: NEW-19, STAFF-06, NEW-08, D-07
test("people come in from a file, offline too, and go out into one", async ({ stage, desk }) => {
  test.setTimeout(180_000);
  const { server, admin, mailbox } = desk;
  const { page } = admin;
  await openGroups(page);
  await page.getByRole("button", { name: "+ Add Group" }).click();
  await page.getByLabel("Group name").fill(GROUP);
  await page.getByRole("button", { name: "+ Create new group" }).click();
  await expect(placeRow(page, GROUP)).not.toContainText(ON_THE_WAY, RETURN);
  await openImport(page);
  await disconnect(admin);
  await test.step("A file that is none says why, and what to do", async () => {
    await choose(page, "staff.csv", "");
    await expect(page.getByText("This file is empty.")).toBeVisible();
    await choose(page, "staff.csv", "PK\u0003\u0004");
    await expect(page.getByText("Open it there, and save it as CSV")).toBeVisible();
    await choose(page, "staff.csv", "First name,Last name\nAna,Reyes");
    await expect(page.getByText("4 columns are missing: username, email, role, primary_provider.")).toBeVisible();
  });
  await test.step("Of each line is said what would become of it, and nothing is written", async () => {
    const lines = [
      lineOf(ana, PROVIDER, { Groups: GROUP }),
      lineOf({ ...ben, last: "<b>Achebe</b>" }, PROVIDER),
      lineOf(marta, PROVIDER),
      lineOf(cleo, PROVIDER, { Role: "Plumber" }),
      lineOf({ ...cleo, email: ana.email.toUpperCase() }, PROVIDER),
    ];
    await choose(page, "staff.csv", sheet(...lines));
    await expect(page.getByText("staff.csv: 2 ready, 1 already there, 2 refused")).toBeVisible();
    await expect(page.getByText("Nothing is written yet.")).toBeVisible();
    await expect(verdictOf(page, 2)).toContainText("Ready");
    await expect(verdictOf(page, 3)).toContainText("<b>Achebe</b>");
    await expect(verdictOf(page, 4)).toContainText("Already there");
    await expect(verdictOf(page, 5)).toContainText("Role: There is no “Plumber”");
    await expect(verdictOf(page, 6)).toContainText("Email address: Line 2 has the same.");
  });
  await test.step("What was refused is saved with the reasons", async () => {
    const { name, lines } = await save(page, "Save the refused lines as CSV");
    expect(name).toMatch(/^refused-\d{4}-\d\d-\d\d\.csv$/);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\uFEFFreason,First name,/);
    expect(lines[1]).toContain("Plumber");
  });
  await test.step("The others get accounts, which wait on this device", async () => {
    await page.getByRole("button", { name: "Create 2 accounts" }).click();
    await expect(page.getByText("2 accounts are on this device and will be sent.")).toBeVisible();
    for (const who of [ana, ben]) await expect(rowOf(page, who)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("Sent, each is accepted, and a link is mailed by which the member chooses a password", async () => {
    await connect(admin);
    for (const who of [ana, ben]) {
      await expect(rowOf(page, who)).not.toContainText(ON_THE_WAY, RETURN);
      await expect(rowOf(page, who)).toContainText(PENDING);
    }
    await expect(rowOf(page, cleo)).toHaveCount(0);
    await mailbox.mailTo(ben.email);
    const member = await stage.device({ baseURL: server.url });
    await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
    await expect(member.page.getByLabel("New password", { exact: true })).toBeVisible();
    await member.close();
  });
  await test.step("The list goes out as it is filtered, and a group with its members", async () => {
    await page.getByRole("searchbox").fill("riverside.example");
    await expect(rowOf(page, ana)).toBeVisible();
    const { name, lines } = await save(page, "Export as CSV");
    expect(name).toMatch(/^staff-\d{4}-\d\d-\d\d\.csv$/);
    expect(lines[0]).toMatch(/^\uFEFFfirst_name,last_name,username,email,role,primary_provider,offices,groups,/);
    const [line] = lines.filter((line) => line.includes(ana.email));
    expect(line).toContain(`${ana.first},${ana.last},${ana.username},${ana.email},Nurse,${PROVIDER},,${GROUP},`);
    expect(lines.some((line) => line.includes("<b>Achebe</b>"))).toBe(true);
    await page.getByRole("searchbox").fill(ana.last);
    await expect(rowOf(page, ben)).toHaveCount(0);
    expect((await save(page, "Export as CSV")).lines).toHaveLength(2);
    await openGroups(page);
    await act(page, GROUP, "Edit");
    expect((await save(page, "Export as CSV")).lines.slice(1)).toEqual([line]);
  });
  await test.step("The same file once more makes nobody twice", async () => {
    await openStaff(page);
    await openImport(page);
    await choose(page, "staff.csv", sheet(lineOf(ana, PROVIDER), lineOf(ben, PROVIDER)));
    await expect(page.getByText("0 ready, 2 already there, 0 refused")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Create/ })).toHaveCount(0);
  });
});
