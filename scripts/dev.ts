/** `npm run dev`: what `npm start` does, with pages that follow their sources. */
import { runDrydock } from "./start/run.ts";
import { followingWeb } from "./start/web-kind.ts";

process.exit(await runDrydock(followingWeb));
