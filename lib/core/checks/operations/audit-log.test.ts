import { apiServer, unseenControlPlane } from "../control-plane/worlds.ts";
import { checkTester } from "../tester.ts";
import auditLog from "./audit-log.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";
const policy = "--audit-policy-file=/p.yaml";

checkTester(auditLog, {
  pass: [
    { name: "a policy and a webhook", objects: [apiServer(policy, "--audit-webhook-config-file=/w.yaml")] },
    { name: "files that are kept", objects: [apiServer(policy, "--audit-log-path=/var/log/a.log", "--audit-log-maxage=30")] },
    {
      name: "standard output, whose files are another's",
      objects: [apiServer(policy, "--audit-log-path=-", "--audit-log-maxage=1")],
    },
  ],
  fail: [
    { name: "no policy", objects: [apiServer("--audit-log-path=/a.log")], finds: [{ message: "none", object }] },
    { name: "a policy for nothing", objects: [apiServer(policy)], finds: [{ message: "nowhere", object }] },
    {
      name: "files that go after a week",
      objects: [apiServer(policy, "--audit-log-path=/a.log", "--audit-log-maxage=7", "--audit-log-maxbackup=10")],
      finds: [{ message: "short", object }],
    },
  ],
  notAssessed: unseenControlPlane,
});
