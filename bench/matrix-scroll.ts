/** The matrix of a large company's cluster in a real browser: how evenly it scrolls, from each of its sides. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import { type Product, startProduct } from "./product.ts";
import { uploadedScan } from "./uploaded-scan.ts";

const framesASecond = 50;
/** Of the processor: what else the machine does meanwhile is not the page's matter. */
const longestTask = 50;
const milliseconds = 4_000;
/** Pixels a frame: three rows, or a column. */
const ways = { down: [0, 72], across: [72, 0] } as const;
const pivots = ["subjects", "resources", "namespaces"] as const;

/** @returns for each side and direction the frames a second and the longest task, with a product as `npm start` runs it. */
export async function benchMatrixScroll(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  try {
    const file = join(folder, "big.snapshot.gz");
    await childJson({ file: "./write-snapshot.ts", args: [file, "30", "3000"] });
    say("starting Drydock; stale pages are built first");
    const product = await startProduct();
    try {
      await uploadedScan(product, await readFile(file));
      return await inBrowser(product, async (page, browser) => {
        const figures: Figure[] = [];
        for (const pivot of pivots) figures.push(...(await scrollThrough(page, browser, product, pivot)));
        return figures;
      });
    } finally {
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inBrowser<T>(product: Product, use: (page: Page, browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(await findBrowser());
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await signIn(context, product);
    return await use(await context.newPage(), browser);
  } finally {
    await browser.close();
  }
}

async function signIn(context: BrowserContext, { origin, cookie }: Product): Promise<void> {
  const cookies = cookie.split("; ").map((pair) => {
    const equals = pair.indexOf("=");
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url: origin };
  });
  await context.addCookies(cookies);
}

async function scrollThrough(page: Page, browser: Browser, product: Product, pivot: string): Promise<Figure[]> {
  await page.goto(`${product.origin}/access/matrix?pivot=${pivot}`);
  await page.getByRole("gridcell").first().waitFor();
  const figures: Figure[] = [];
  for (const [direction, [dx, dy]] of Object.entries(ways)) {
    // Once before it counts: a reader's second look is what is felt, and pages of rows are then on their way.
    await scroll(page, { dx, dy, milliseconds: 500 });
    const rate = await scroll(page, { dx, dy, milliseconds });
    // Apart from the frames: to trace takes a good part of a processor that no reader's browser gives for it.
    await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
    await scroll(page, { dx, dy, milliseconds });
    const trace = await browser.stopTracing();
    figures.push(
      { name: `${pivot}, ${direction}: frames a second`, value: rate, unit: "", least: framesASecond },
      { name: "  longest task, of the processor", value: longestTaskOf(trace), unit: "ms", budget: longestTask },
    );
  }
  return figures;
}

interface Scroll {
  readonly dx: number;
  readonly dy: number;
  readonly milliseconds: number;
}

/** Scrolls by so much each frame, to the end and back. @returns the frames a second. */
function scroll(page: Page, way: Scroll): Promise<number> {
  return page.evaluate(
    ({ dx, dy, milliseconds: long }) =>
      new Promise<number>((resolve) => {
        const grid = document.querySelector("[role=grid]");
        if (grid === null) throw new Error("There is no grid.");
        const began = performance.now();
        let frames = 0;
        let direction = 1;
        const step = () => {
          const [left, top] = [grid.scrollLeft, grid.scrollTop];
          grid.scrollBy(dx * direction, dy * direction);
          if (grid.scrollLeft === left && grid.scrollTop === top) direction = -direction;
          frames++;
          const gone = performance.now() - began;
          if (gone < long) requestAnimationFrame(step);
          else resolve((frames * 1000) / gone);
        };
        requestAnimationFrame(step);
      }),
    way,
  );
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** @returns the most milliseconds that a task of the page's own thread took of the processor. */
function longestTaskOf(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString("utf8")) as { traceEvents: readonly TraceEvent[] };
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents.filter(({ pid, tid, tdur }) => tdur !== undefined && pages.has(`${pid}/${tid}`));
  if (tasks.length === 0) throw new Error("The browser traced no task of the page.");
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000;
}
