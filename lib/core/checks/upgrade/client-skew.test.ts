import { checkTester } from "../tester.ts";
import clientSkew from "./client-skew.ts";

checkTester(clientSkew, {
  pass: [
    {
      name: "kubectl of a minor beside",
      objects: [],
      evidence: {
        clients: [{ userAgent: "kubectl/v1.36.2 (linux/amd64) kubernetes/1a2b", user: "jane", lastSeen: "2026-11-20T00:00:00Z" }],
      },
    },
  ],
  fail: [
    {
      name: "kubectl of five minors ago",
      objects: [],
      evidence: {
        clients: [
          { userAgent: "kubectl/v1.32.0 (darwin/arm64) kubernetes/1a2b", user: "jane", lastSeen: "2026-11-20T00:00:00Z" },
          { userAgent: "helm/3.14", user: "ci", lastSeen: "2026-11-20T00:00:00Z" },
        ],
      },
      finds: [
        {
          message: "apart",
          object: "User jane",
          title: "jane uses kubectl 1.32, more than one minor from the API server's 1.37",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "a log of more clients than are kept", objects: [], evidence: { clients: [], droppedClients: 3 } },
    { name: "nobody uploaded an audit log", objects: [] },
  ],
});
