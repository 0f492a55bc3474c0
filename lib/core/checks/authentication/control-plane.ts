/** What the checks of the API server's flags share. */
import { apiServersOf, gapsOfApiServers } from "../../authentication/api-servers.ts";
import type { CheckContext, Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

type Context = CheckContext<"pods">;

/** @returns the gap of a control plane that runs where nobody can look. */
export const unseenApiServers = ({ list }: Context) => gapsOfApiServers(list("pods"));

/** @returns the API servers whose flags were seen. */
export const apiServers = ({ list }: Context) => apiServersOf(list("pods"));

/** @returns where the flags of a static pod stand. */
export function atFlags(server: ReturnType<typeof apiServers>[number]): Report<string>["at"] {
  return refTo("pods", server.pod, "spec.containers[0].command");
}
