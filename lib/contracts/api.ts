import { accessRoutes } from "./routes/access.ts";
import { clustersRoutes, fleetRoutes, sampleFleetRoutes } from "./routes/clusters.ts";
import { checksRoutes, findingsRoutes } from "./routes/findings.ts";
import { searchRoutes, settingsRoutes } from "./routes/installation.ts";
import { usersRoutes } from "./routes/people.ts";
import { scansRoutes } from "./routes/scans.ts";
import { sessionRoutes } from "./routes/session.ts";

import { tokensRoutes } from "./routes/tokens.ts";
import { noticesRoutes, waiversRoutes } from "./routes/waivers.ts";
/** The one contract of `/api/v1`: handlers implement it, the browser calls it, the OpenAPI document is made from it. */
export const api = {
  session: sessionRoutes,
  fleet: fleetRoutes,
  clusters: clustersRoutes,
  sampleFleet: sampleFleetRoutes,
  scans: scansRoutes,
  findings: findingsRoutes,
  checks: checksRoutes,
  access: accessRoutes,
  users: usersRoutes,
  settings: settingsRoutes,
  search: searchRoutes,
  invitations: invitationsRoutes,
  passwordResets: passwordResetsRoutes,
  tokens: tokensRoutes,
};
