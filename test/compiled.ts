import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where processes that tests start keep what Node compiled: most of a short command's time is compiling. */
export const compiledFolder = join(tmpdir(), "drydock-compiled");
