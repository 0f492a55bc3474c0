import pino from "pino";
import { readEnvironment } from "../env/environment.ts";

const settings = readEnvironment(process.env);

/** The web process's log: one JSON object a line, on standard output. Never a header, a body or a query. */
export const log = pino({ base: { process: "web" }, level: settings.ok ? settings.value.logLevel : "info" });
