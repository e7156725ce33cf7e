/** The tabs of one browser: which of them syncs, and how it is lost. */
import { expect, type Page } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";
import { Gate } from "../fixtures/gate.ts";
import type { Server } from "../fixtures/server.ts";
import type { Stage } from "../fixtures/stage.ts";
import type { StandingPractice } from "./desk.ts";
import { marta, type Person } from "./people.ts";
import { addStaff, rowOf } from "./staff.ts";

/** One tab, with an ear on what it asks of the server. */
export class Tab {
  /** When it had answers to pulls and pushes, on the clock of the test. */
  readonly synced: number[] = [];
  /** How often it has sent edits. */
  pushes = 0;
  /** When it last opened the event stream. */
  streamed = 0;

  constructor(readonly page: Page) {
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === "/api/events") this.streamed = performance.now();
      if (pathname === "/api/sync/push") this.pushes += 1;
    });
    page.on("requestfinished", (request) => {
      if (/\/api\/sync\/(push|pull)$/.test(request.url())) this.synced.push(performance.now());
    });
  }

  /** Whether it has synced since then. */
  syncedSince(moment: number): boolean {
    return this.synced.some((at) => at > moment);
  }

  /** Makes an account in this tab. */
  async queue(who: Person): Promise<void> {
    await this.page.bringToFront();
    await addStaff(this.page, who);
  }

  /** Whether it holds the lock of the tab that syncs. */
  holdsTheLead(): Promise<boolean> {
    return this.page.evaluate(() => {
      // The browser names the holders of locks; a lock of one's own tells one's own name.
      const own = `probe-${Math.random()}`;
      return navigator.locks.request(own, async () => {
        const { held = [] } = await navigator.locks.query();
        const holder = (known: (name: string) => boolean) => held.find(({ name = "" }) => known(name))?.clientId;
        return holder((name) => name.startsWith("lanyard-sync-")) === holder((name) => name === own);
      });
    });
  }

  /** How often it has made its store durable. Everything counted was written whole. */
  writes(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { written: number }).written);
  }
}

/** In what sort of browser the tabs are. */
export interface Ways {
  /** Only the tab in front is in sight. */
  plain?: boolean;
  /** The first tab, which syncs, does not hear that it is being frozen. */
  untold?: boolean;
}

/** A practice behind a gate, with three tabs of its administrator in one browser. */
export class Tabs {
  private constructor(
    readonly server: Server,
    readonly gate: Gate,
    readonly device: Device,
    readonly all: Tab[],
  ) {}

  static async open(stage: Stage, practice: StandingPractice, count: number, ways: Ways = {}): Promise<Tabs> {
    const { server, gate, profile } = await practice.serveBehindGate(stage);
    const device = await stage.device({ baseURL: gate.url, profile, plain: ways.plain ?? false });
    const first = device.page;
    await countWrites(first);
    if (ways.untold) await keepFreezingSecret(first);
    const tabs = new Tabs(server, gate, device, [new Tab(first)]);
    await first.goto(`${gate.url}/account/staff`);
    await expect(rowOf(first, marta)).toBeVisible();
    while (tabs.all.length < count) await tabs.another();
    await expect.poll(() => gate.openStreams, { message: "open event streams" }).toBe(1);
    return tabs;
  }

  /** One more tab at the list of staff. */
  async another(): Promise<Tab> {
    const page = await this.device.newTab();
    await countWrites(page);
    const tab = new Tab(page);
    await page.goto(`${this.gate.url}/account/staff`);
    await expect(rowOf(page, marta)).toBeVisible();
    this.all.push(tab);
    return tab;
  }

  /**
   * The tab that syncs, and those that do not. On a busy machine the lead may just be moving from a
   * tab that was busy too long: it has settled when the tab with the lock has the one stream.
   */
  async leaderAndOthers(): Promise<[Tab, Tab[]]> {
    const leading = async () => {
      const [newest] = this.all.toSorted((one, other) => other.streamed - one.streamed);
      return this.gate.openStreams === 1 && newest && (await newest.holdsTheLead()) ? newest : undefined;
    };
    let leader: Tab | undefined;
    await expect.poll(async () => (leader = await leading()) !== undefined, { message: "one tab syncs" }).toBe(true);
    return [leader!, this.all.filter((tab) => tab !== leader)];
  }

  /** Waits for the first of these tabs to sync after `moment`, and gives it and how long it took. */
  async firstToSync(tabs: Tab[], moment: number): Promise<{ tab: Tab; millis: number }> {
    const message = "another tab syncs";
    await expect.poll(() => tabs.some((tab) => tab.syncedSince(moment)), { message, intervals: [20] }).toBe(true);
    const first = (tab: Tab) => tab.synced.find((at) => at > moment) ?? Infinity;
    const [tab] = tabs.toSorted((one, other) => first(one) - first(other));
    return { tab: tab!, millis: Math.round(first(tab!) - moment) };
  }

  /** Waits until these tabs show a row of this person that says so. */
  async allShow(tabs: Tab[], who: Person, words: RegExp): Promise<void> {
    for (const { page } of tabs) {
      // A tab out of sight reads what has changed when it is looked at.
      await page.bringToFront();
      await expect(rowOf(page, who)).toContainText(words);
    }
  }
}

/**
 * Counts what a page writes into IndexedDB: a transaction counts once it is complete, so that what
 * the fence takes back does not.
 */
function countWrites(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const counting = window as unknown as { written: number };
    counting.written = 0;
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...order: Parameters<typeof begin>) {
      const transaction = begin.apply(this, order);
      if (order[1] === "readwrite") transaction.addEventListener("complete", () => (counting.written += 1));
      return transaction;
    };
  });
}

/** Not every browser tells a page that it freezes it. */
function keepFreezingSecret(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    document.addEventListener("freeze", (event) => event.stopImmediatePropagation(), { capture: true });
  });
}

/** How the tab that syncs is lost. */
export interface Loss {
  name: string;
  lose(device: Device, tab: Tab): Promise<Lost>;
}

/** A tab that was lost. */
export interface Lost {
  /** When, on the clock of the test. */
  at: number;
  /** Lets it go on, where it can. */
  wake?: () => Promise<void>;
}

/** It is gone: the browser gives its lock away. */
export const gone: Loss[] = [
  {
    name: "closed",
    async lose(_, { page }) {
      const at = performance.now();
      await page.close();
      return { at };
    },
  },
  {
    name: "crashed",
    async lose(device, { page }) {
      const session = await device.protocol(page);
      const crashed = page.waitForEvent("crash");
      const at = performance.now();
      // The order kills whoever would answer it.
      void session.send("Page.crash").catch(() => undefined);
      await crashed;
      return { at };
    },
  },
];

/** It is there, and does nothing. */
export const asleep: (Loss & Asleep)[] = [
  {
    name: "frozen by the browser",
    plain: true,
    hears: true,
    lose: freeze,
  },
  {
    name: "frozen without being told",
    plain: true,
    hears: false,
    lose: freeze,
  },
  {
    name: "in a process that hangs",
    plain: false,
    hears: false,
    async lose(device, { page }) {
      const at = await device.hang(page);
      return { at, wake: async () => device.resume() };
    },
  },
];

/** What is special about a way to fall asleep. */
interface Asleep {
  /** It happens to tabs out of sight only. */
  plain: boolean;
  /** The page is told. */
  hears: boolean;
}

async function freeze(device: Device, { page }: Tab): Promise<Lost> {
  const session = await device.protocol(page);
  const at = performance.now();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  const wake = async () => void (await session.send("Page.setWebLifecycleState", { state: "active" }));
  return { at, wake };
}
