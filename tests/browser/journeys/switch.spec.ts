/** A colleague signs in while somebody's queue waits (domain CRED-04). */
import { expect, test } from "../fixtures.ts";
import { byAccountMenu, expectLocked } from "../steps/lock.ts";
import { ben, cleo, marta } from "../steps/people.ts";
import { addStaff, ON_THIS_DEVICE, PENDING, rowOf } from "../steps/staff.ts";
import { databases, remembered, second, twoPeople } from "../steps/two-people.ts";

// covers: CRED-04
test("a colleague works in between, and the first one's queue waits for its own person", async ({ stage, practice }) => {
  test.setTimeout(180_000);
  const { device, gate, first, other } = await twoPeople(stage, practice);
  await other.close();
  const another = await device.newTab();
  await another.goto("/account/staff");
  await expect(rowOf(another, marta)).toBeVisible();
  device.watch.allow(/status of (401|409) .*\/api\//, /EventSource/);
  const martas = await remembered(first);
  const pushedByMarta = () => gate.sent.filter((call) => call.path === "/api/sync/push" && call.account === martas).length;
  const before = pushedByMarta();

  await test.step("Marta's work waits, and her session ends", async () => {
    device.watch.serverAway();
    await device.cutOff(true);
    await addStaff(first, ben);
    await expect(rowOf(first, ben)).toContainText(ON_THIS_DEVICE);
    await device.loseSession();
    await device.cutOff(false);
    device.watch.serverBack();
  });
  await test.step("Who thinks better of it finds everything as it was", async () => {
    await byAccountMenu(first, "Switch user");
    await expect(first.getByRole("heading", { name: "Switch user" })).toBeVisible();
    await expect(first.getByLabel("Username")).toBeFocused();
    await expect(first.getByRole("table")).toHaveCount(0);
    await first.reload();
    await expectLocked(first);
    await first.getByLabel("Username").fill(marta.username);
    await first.getByLabel("Username").fill("");
  });
  await test.step("A colleague signs in and sees nothing of it", async () => {
    await first.getByLabel("Username").fill(second.username);
    await first.getByLabel("Password", { exact: true }).fill(second.password);
    await first.getByRole("button", { name: "Sign in" }).click();
    await expect(rowOf(first, marta)).toBeVisible();
    await expect(rowOf(first, ben)).toHaveCount(0);
    await addStaff(first, cleo);
    await expect(rowOf(first, cleo)).toContainText(PENDING);
    const held = await databases(first);
    expect(held[martas]).toContain(ben.email);
    expect(pushedByMarta()).toBe(before);
    await expectLocked(another);
  });
  await test.step("Marta comes back, and her work goes on", async () => {
    await byAccountMenu(first, "Switch user");
    await first.getByLabel("Username").fill(marta.username);
    await first.getByLabel("Password", { exact: true }).fill(marta.password);
    await first.getByRole("button", { name: "Sign in" }).click();
    await expect(rowOf(first, ben)).toContainText(PENDING);
    await expect(rowOf(first, cleo)).toContainText(PENDING);
    expect(pushedByMarta()).toBeGreaterThan(before);
    await expect(rowOf(another, ben)).toContainText(PENDING);
    expect([...gate.timesSent().values()].filter((times) => times > 1)).toEqual([]);
  });
});
