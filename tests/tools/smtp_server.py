"""A mail server on loopback for tests/cli/email_send.sh, of aiosmtpd.

    smtp_server.py FOLDER CERTIFICATE KEY [implicit] [size=N] [login]

Prints its port, then a line for each message. What it does is chosen by the recipient: refuse@,
busy@ (451 always), grey@ (451 once), slow@ (answers after three seconds), drop@ (takes the message
and closes without an answer), cut@ (closes before it takes the message), kill@ (kills the process
whose number is in FOLDER/pid when it has the message). Messages go to FOLDER/N.eml.
"""
import asyncio
import os
import signal
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, certificate, key = sys.argv[1:4]
words = sys.argv[4:]
seen = set()


class Handler:
    def __init__(self):
        self.n = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "refuse":
            return "550 5.1.1 nobody here is called that"
        if name == "busy" or (name == "grey" and address not in seen):
            seen.add(address)
            return "451 4.7.1 come back later"
        if name == "cut":
            server.transport.abort()
            return "421 closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        names = [address.split("@")[0] for address in envelope.rcpt_tos]
        self.n += 1
        with open(f"{folder}/{self.n}.eml", "wb") as file:
            file.write(envelope.original_content)
        secure = "tls" if session.ssl else "plain"
        who = session.auth_data.login.decode() if session.authenticated else "-"
        print(self.n, secure, who, envelope.mail_from, *envelope.rcpt_tos, flush=True)
        if "slow" in names:
            await asyncio.sleep(3)
        if "drop" in names:
            server.transport.abort()
        if "kill" in names:
            os.kill(int(open(f"{folder}/pid").read()), signal.SIGKILL)
            server.transport.abort()
        return "250 OK: taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"anna" and data.password == b"pass word"
    return AuthResult(success=good, handled=False, auth_data=data)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = Handler()
    options = {"hostname": "mail.example"}
    for word in words:
        if word.startswith("size="):
            options["data_size_limit"] = int(word[5:])
    if "login" in words:
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=True)
    if "implicit" in words:
        options.update(auth_require_tls=False)
        factory = lambda: SMTP(handler, **options)
    else:
        factory = lambda: SMTP(handler, tls_context=context, **options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(factory, "127.0.0.1", 0, ssl=context if "implicit" in words else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
