"""A mail server on loopback for tests/cli/email_send*.sh, of aiosmtpd.

    smtp_server.py FOLDER CERTIFICATE KEY [implicit] [plain] [size=N] [later=N] [login] [per=N] [silent]
                   [away=N] [closed]

Prints its port, then a line for each message; FOLDER/connections has a line for each connection,
FOLDER/tries one for each recipient: when, in seconds, and who. Messages go to FOLDER/N.eml.

plain: without STARTTLS. size: says and keeps a limit; later: says none, and refuses what is larger
when it has it. per: ends a connection with 421 after so many messages. silent: says nothing. away:
greets so many connections with 421; closed: each with 554.

What it does is chosen by the recipient: refuse@, busy@ (451 always), grey@ and grey-...@ (451
once), slow@ (answers after three seconds), drop@ (takes the message and closes without an answer),
cut@ (closes before it takes the message), middle@ (closes while it takes it), tired@ (451 when it
has it), full@ (552 when it has it), exit@ (ends the server), early@ and kill@ (kill the process
whose number is in FOLDER/pid, before they take the message, and when they have it).
"""
import asyncio
import os
import signal
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult

folder, certificate, key = sys.argv[1:4]
words = dict(word.partition("=")[::2] for word in sys.argv[4:])
seen = set()
n_connected = 0


def kill():
    os.kill(int(open(f"{folder}/pid").read()), signal.SIGKILL)


class Server(SMTP):
    def connection_made(self, transport):
        global n_connected
        if not self.transport:  # not the same one again, inside TLS
            with open(f"{folder}/connections", "a") as file:
                print("connection", file=file)
            n_connected += 1
            if "closed" in words or n_connected <= int(words.get("away", 0)):
                transport.write(b"554 5.7.1 no mail from you\r\n" if "closed" in words else b"421 4.3.2 too busy\r\n")
                transport.close()
                return
        self.n_taken = getattr(self, "n_taken", 0)
        super().connection_made(transport)

    async def smtp_MAIL(self, arg):
        if "per" in words and self.n_taken == int(words["per"]):
            await self.push("421 4.7.0 enough for one connection")
            self.transport.close()
            return
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg):
        if any(name.startswith("middle@") for name in self.envelope.rcpt_tos):
            await self.push("354 go on")
            await self._reader.read(10000)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class Handler:
    def __init__(self):
        self.n = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        with open(f"{folder}/tries", "a") as file:
            print(f"{time.monotonic():.2f}", address, file=file)
        if name == "refuse":
            return "550 5.1.1 nobody here is called that"
        if name == "busy" or (name.split("-")[0] == "grey" and address not in seen):
            seen.add(address)
            return "451 4.7.1 come back later"
        if name == "cut":
            server.transport.abort()
            return "421 closing"
        if name == "exit":
            os._exit(0)
        if name == "early":
            kill()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        names = [address.split("@")[0] for address in envelope.rcpt_tos]
        if "tired" in names:
            return "451 4.3.0 not now"
        if "full" in names or len(envelope.original_content) > int(words.get("later", 10**9)):
            return "552 5.3.4 too large"
        self.n += 1
        server.n_taken += 1
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
            kill()
            server.transport.abort()
        return "250 OK: taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"anna" and data.password == b"pass word"
    return AuthResult(success=good, handled=False, auth_data=data)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = Handler()
    options = {"hostname": "mail.example", "data_size_limit": int(words.get("size", 0)) or None}
    if "login" in words:
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=True)
    if "implicit" in words:
        options.update(auth_require_tls=False)
    elif "plain" not in words:
        options.update(tls_context=context)
    factory = asyncio.Protocol if "silent" in words else lambda: Server(handler, **options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(factory, "127.0.0.1", 0, ssl=context if "implicit" in words else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
