import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import unlimitedCreators from "./unlimited-creators.ts";
import { held, namespace, unseenAccess } from "./worlds.ts";

const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { namespace: "shop", name: "q" } };
const writer = role("shop", "writer", [rule("create", "", "configmaps")]);
const to = (...subjects: string[]) => binding("shop", "writers", "Role writer", ...subjects);

checkTester(unlimitedCreators, {
  pass: [
    { name: "a namespace with a quota", objects: [namespace("shop"), quota, writer, to("User:jane")] },
    {
      name: "reading, and what is answered and not kept",
      objects: [
        namespace("shop"),
        role("shop", "writer", [
          rule("get", "", "configmaps"),
          rule("create", "", "serviceaccounts/token,pods/exec"),
          rule("create", "authorization.k8s.io", "localsubjectaccessreviews"),
          rule("create", "", "namespaces"),
        ]),
        to("User:jane"),
      ],
    },
    { name: "who reaches every namespace", objects: [namespace("shop"), ...held([rule("create", "", "configmaps")])] },
    {
      name: "Kubernetes' own namespaces",
      objects: [
        namespace("kube-system"),
        clusterRole("writer", [rule("create", "", "configmaps")]),
        binding("kube-system", "b", "ClusterRole writer", "User:jane"),
      ],
    },
  ],
  fail: [
    {
      name: "a namespace without a quota, told once",
      objects: [namespace("shop"), writer, to(...["a", "b", "c", "d", "e", "f", "g"].map((name) => `User:${name}`))],
      finds: [
        {
          message: "unlimited",
          object: "Namespace shop",
          title:
            "7 subjects may create objects in Namespace shop without a limit, because it has no ResourceQuota: User a, User b, User c and 4 more",
        },
      ],
    },
  ],
  notAssessed: [
    ...unseenAccess,
    {
      name: "quotas were not seen there",
      objects: [namespace("shop"), writer, to("User:jane")],
      dark: { resourcequotas: ["shop"] },
    },
    { name: "namespaces were not seen", objects: [writer, to("User:jane")], unseen: ["namespaces"] },
  ],
});
