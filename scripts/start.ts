/** `npm start`: Drydock on this machine, with a database of its own or the one in DATABASE_URL. */
import { runDrydock } from "./start/run.ts";
import { builtWeb } from "./start/web-kind.ts";

process.exit(await runDrydock(builtWeb));
