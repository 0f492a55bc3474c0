import { closedAnswer } from "#server/http/reports/report-gate.ts";
import { reportGate } from "#server/http/runtime.ts";

/** What an address that only looks like a report's is led to. */
export const GET = () => closedAnswer(reportGate().services.settings.url.protocol === "https:");
