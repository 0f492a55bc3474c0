/** Looks at the certificate that a server shows on the way to what is asked of it. */
import { TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import type { ShownCertificate } from "#core/inventory/anonymous.ts";

type Connector = ReturnType<typeof buildConnector>;

/** @returns the same connector, which tells of the certificate that each new connection is shown. */
export function watchCertificate(take: (certificate: ShownCertificate) => void, connect: Connector): Connector {
  return (target, callback) =>
    connect(target, (...said) => {
      const [, socket] = said;
      const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
      if (certificate !== undefined)
        take({ from: certificate.validFromDate.toISOString(), until: certificate.validToDate.toISOString() });
      callback(...said);
    });
}
