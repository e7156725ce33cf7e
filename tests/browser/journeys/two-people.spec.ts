/** Two people in two tabs of one browser never mix: not what they see, and not what they send. */
import { expect, test } from "../fixtures.ts";
import { ben, cleo, marta } from "../steps/people.ts";
import { signIn, signOut } from "../steps/sign-in.ts";
import { addStaff, ON_THIS_DEVICE, PENDING, rowOf } from "../steps/staff.ts";
import { databases, notMine, remembered, second, signInAgain, twoPeople } from "../steps/two-people.ts";

test("two people in two tabs of one browser never mix", async ({ stage, practice }) => {
  test.setTimeout(240_000);
  const { device, gate, first, other } = await twoPeople(stage, practice);
  // What a tab asks while the session is another person's is refused.
  device.watch.allow(/status of 409 .*\/api\/(sync\/pull|session)/, /EventSource/);
  const martas = await remembered(first);
  await signIn(other, second);
  await expect(rowOf(other, marta)).toBeVisible();
  const seconds = await remembered(other);
  expect(seconds).not.toBe(martas);
  const pushedBy = (account: string) =>
    gate.sent.filter((call) => call.path === "/api/sync/push" && call.account === account).length;
  const before = pushedBy(martas);

  await test.step("The first tab says so, and keeps what is queued in it", async () => {
    await expect(notMine(first)).toBeVisible();
    await expect(first.locator(".app-sync__words")).toHaveText("Not synced");
    await addStaff(first, ben);
    await expect(rowOf(first, ben)).toContainText(ON_THIS_DEVICE);
  });
  await test.step("The second works on, in a copy of its own", async () => {
    await addStaff(other, cleo);
    await expect(rowOf(other, cleo)).toContainText(PENDING);
    await expect(rowOf(other, ben)).toHaveCount(0);
    await expect(rowOf(first, cleo)).toHaveCount(0);
    const held = await databases(other);
    expect(Object.keys(held).toSorted()).toEqual([martas, seconds].toSorted());
    expect([held[martas]?.includes(ben.email), held[martas]?.includes(cleo.email)]).toEqual([true, false]);
    expect([held[seconds]?.includes(ben.email), held[seconds]?.includes(cleo.email)]).toEqual([false, true]);
  });
  await test.step("Asked to look, the first still sends nothing", async () => {
    const asked = gate.sent.filter((call) => call.account === martas).length;
    await first.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect.poll(() => gate.sent.filter((call) => call.account === martas).length).toBeGreaterThan(asked);
    await expect(notMine(first)).toBeVisible();
    await expect(rowOf(first, ben)).toContainText(ON_THIS_DEVICE);
    expect(pushedBy(martas)).toBe(before);
    expect(gate.openStreams).toBe(1);
  });
  await test.step("After its person has signed in again it goes on, and the second says so", async () => {
    await signInAgain(first, marta);
    await expect(rowOf(first, ben)).toContainText(PENDING);
    await expect(rowOf(first, cleo)).toContainText(PENDING);
    await expect(notMine(first)).toBeHidden();
    await expect(notMine(other)).toBeVisible();
    expect(await remembered(first)).toBe(martas);
  });
  await test.step("Signing out in the second leaves the first signed in", async () => {
    await signOut(other);
    await expect(rowOf(first, ben)).toContainText(PENDING);
    await first.reload();
    await expect(rowOf(first, cleo)).toContainText(PENDING);
    await expect(first.locator(".app-sync__words")).toHaveText("Synced");
    const held = await databases(first);
    expect([held[martas]?.includes(cleo.email), held[seconds]?.includes(ben.email)]).toEqual([true, false]);
  });
  expect([...gate.timesSent().values()].filter((times) => times > 1)).toEqual([]);
});
