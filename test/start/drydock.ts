/** `npm start` with a web process that needs no build; run by tests as a process of its own. */
import { fileURLToPath } from "node:url";
import { runDrydock } from "../../scripts/start/run.ts";

const stub = fileURLToPath(new URL("./stub-web.ts", import.meta.url));
const prepare = async () => undefined;
process.exit(await runDrydock({ prepare, args: () => [stub], environment: {}, logs: true }));
