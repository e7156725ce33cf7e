/** Several tabs of one person: any of them queues, one of them syncs, and none is missed. */
import { expect, test } from "../fixtures.ts";
import { ana, ben } from "../steps/people.ts";
import { PENDING } from "../steps/staff.ts";
import { asleep, gone, type Loss, type Tab, Tabs } from "../steps/tabs.ts";

/** Nobody waits longer than this for the next tab to sync. */
const HANDOVER = 3_000;

/** Loses the tab that syncs; gives the one that syncs after it, and how the first is woken. */
async function handOver(tabs: Tabs, loss: Loss) {
  const [leader, others] = await tabs.leaderAndOthers();
  const written = await leader.writes();
  const { at, wake } = await loss.lose(tabs.device, leader);
  const { tab, millis } = await tabs.firstToSync(others, at);
  test.info().annotations.push({ type: "handover", description: `${loss.name}: ${millis} ms` });
  console.log(`handover, ${loss.name}: ${millis} ms`);
  expect(millis).toBeLessThan(HANDOVER);
  return { leader, others, next: tab, written, wake };
}

/** Each edit reached the server once, whichever tab sent it. */
function expectNothingTwice(tabs: Tabs): void {
  expect([...tabs.gate.timesSent().values()].filter((times) => times > 1)).toEqual([]);
}

test("one of three tabs syncs, also what the others queue, and all say the same", async ({ stage, practice }) => {
  const tabs = await Tabs.open(stage, practice, 3);
  const [leader, others] = await tabs.leaderAndOthers();
  await test.step("An edit of a tab that looks on is sent by the one that syncs", async () => {
    const [author] = others as [Tab];
    await author.queue(ana);
    await tabs.allShow(tabs.all, ana, PENDING);
    expect(others.map((tab) => tab.pushes)).toEqual([0, 0]);
    expect(leader.pushes).toBeGreaterThan(0);
    expectNothingTwice(tabs);
  });
  const said = async () => {
    const words = await Promise.all(tabs.all.map(({ page }) => page.locator(".app-sync__words").innerText()));
    return [...new Set(words)];
  };
  await test.step("Without the server every tab says so alike", async () => {
    tabs.device.watch.serverAway();
    await tabs.server.kill();
    await expect.poll(said).toEqual([expect.stringMatching(/^Offline since \d/)]);
  });
  await test.step("It is back: every tab says so", async () => {
    await tabs.server.start();
    await expect.poll(said).toEqual(["Synced"]);
    await expect.poll(() => tabs.gate.openStreams).toBe(1);
  });
});

for (const loss of gone) {
  test(`another tab syncs when the one that syncs is ${loss.name}`, async ({ stage, practice }) => {
    const tabs = await Tabs.open(stage, practice, 3);
    const { others, next } = await handOver(tabs, loss);
    await expect.poll(() => tabs.gate.openStreams).toBe(1);
    const author = others.find((tab) => tab !== next)!;
    await author.queue(ana);
    await tabs.allShow(others, ana, PENDING);
    expect([author.pushes, next.pushes > 0]).toEqual([0, true]);
    expectNothingTwice(tabs);
  });
}

for (const loss of asleep) {
  test(`another tab syncs when the one that syncs is ${loss.name}`, async ({ stage, practice }) => {
    const tabs = await Tabs.open(stage, practice, 3, { plain: loss.plain, untold: !loss.hears });
    const [asking] = await tabs.leaderAndOthers();
    await test.step("It falls asleep while an answer is on its way to it", async () => {
      tabs.gate.holdNextPull();
      await asking.page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await expect.poll(() => tabs.gate.held).toBe(true);
    });
    const { leader, others, next, written, wake } = await handOver(tabs, loss);
    // Who is told gives the lead to the next in turn, else it takes somebody who sees the silence.
    if (!loss.hears) expect(await next.page.evaluate(() => document.visibilityState)).toBe("visible");
    tabs.gate.letPullGo();
    await next.queue(ana);
    await tabs.allShow(others, ana, PENDING);
    await test.step("Awake again, it writes nothing and looks on", async () => {
      await wake!();
      await tabs.allShow([leader], ana, PENDING);
      await next.queue(ben);
      await tabs.allShow(tabs.all, ben, PENDING);
      expect(await leader.writes()).toBe(written);
      await expect.poll(() => tabs.gate.openStreams).toBe(1);
    });
    expectNothingTwice(tabs);
  });
}
