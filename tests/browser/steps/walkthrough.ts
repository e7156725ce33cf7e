/** The walkthroughs of `docs/walkthroughs`: each numbered step of a page is a step of its test. */
import { expect, test } from "@playwright/test";
import { textOf } from "../fixtures/program.ts";

export class Walkthrough {
  private readonly ahead: string[];

  private constructor(steps: string[]) {
    this.ahead = steps;
  }

  /** The page of this name, whose title is the name of the test that is running. */
  static of(page: string): Walkthrough {
    const text = textOf(`docs/walkthroughs/${page}.md`);
    const [, title] = /^# (.+)$/m.exec(text) ?? [];
    expect(test.info().title, `the title of ${page}.md`).toBe(title);
    const steps = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, step = ""]) => step);
    expect(steps.length, `numbered steps of ${page}.md`).toBeGreaterThan(0);
    return new Walkthrough(steps);
  }

  /** Takes the next step of the page, which begins with these words. */
  async step<T>(words: string, take: () => Promise<T>): Promise<T> {
    const next = this.ahead.shift() ?? "nothing: the page has no more steps";
    expect(next, "the next step of the page").toBe(words);
    return test.step(words, take);
  }

  /** The page has no step that was not taken. */
  end(): void {
    expect(this.ahead, "steps of the page that the test does not take").toEqual([]);
  }
}
