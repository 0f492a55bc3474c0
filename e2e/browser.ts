/** Finds a Chromium: the one that is named, Playwright's own, the machine's, or the one that comes as a package. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

interface Browser {
  readonly executablePath: string;
  readonly args: string[];
}

const names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/** Of the package's arguments: what makes it less stable, or hides what a reader's browser would refuse. */
const refused = new Set(["--single-process", "--disable-web-security", "--allow-running-insecure-content"]);
const noSandbox = "--no-sandbox";

async function runs(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** @returns the first browser that can be run, and the arguments that it needs. */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named !== undefined && named !== "") return { executablePath: named, args: [noSandbox] };
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [chromium.executablePath(), ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
  for (const executablePath of candidates) if (await runs(executablePath)) return { executablePath, args: [noSandbox] };
  return packaged();
}

async function packaged(): Promise<Browser> {
  // Read when the package is imported: it unpacks the libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs24.x";
  const { default: packed } = await import("@sparticuz/chromium");
  // Else it draws through a graphics card that is emulated on the processor, several times slower than without one.
  packed.setGraphicsMode = false;
  const args = packed.args.filter((arg) => !refused.has(arg));
  return { executablePath: await packed.executablePath(), args: [...new Set([...args, noSandbox])] };
}
