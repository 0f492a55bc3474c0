import { checkTester } from "../tester.ts";
import ownCredential from "./own-credential.ts";

const account = "ServiceAccount drydock/drydock-reader";

checkTester(ownCredential, {
  pass: [
    {
      name: "a token that ends within the hour",
      objects: [],
      credential: { kind: "token", account, expiresAt: "2026-11-23T15:00:00Z" },
    },
    { name: "the token of Drydock's own pod", objects: [], credential: { kind: "inCluster" } },
    {
      name: "a client certificate of one year",
      objects: [],
      credential: { kind: "clientCertificate", expiresAt: "2027-11-23T14:02:00Z" },
    },
  ],
  fail: [
    {
      name: "a token without an end",
      objects: [],
      credential: { kind: "token", account },
      finds: [
        {
          message: "endless",
          object: "Credential drydock",
          title: `Drydock looks at this cluster with a token of ${account} that names no end`,
        },
      ],
    },
    {
      name: "a client certificate of ten years",
      objects: [],
      credential: { kind: "clientCertificate", expiresAt: "2036-11-20T14:02:00Z" },
      finds: [
        {
          message: "distant",
          object: "Credential drydock",
          title: "Drydock looks at this cluster with a client certificate of an unnamed account that is valid until 2036-11-20",
        },
      ],
    },
  ],
  notApplicable: [{ name: "a look at a file", objects: [] }],
  notAssessed: [],
});
