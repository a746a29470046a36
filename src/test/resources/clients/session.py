"""One session by poplib. Argument: clear, stls or pop3s. On standard input, a line each: port, PEM file, user, password."""
import poplib
import ssl
import sys

port, certificate, user, password = (line.rstrip("\r\n") for line in open(0, encoding="utf-8", newline="\n"))
trust = ssl.create_default_context(cafile=certificate)
out = open(1, "w", encoding="utf-8", newline="\n")


def say(*what):
    print(*what, file=out)


def connect():
    if sys.argv[1] == "pop3s":
        return poplib.POP3_SSL("127.0.0.1", int(port), context=trust, timeout=30)
    client = poplib.POP3("127.0.0.1", int(port), timeout=30)
    if sys.argv[1] == "stls":
        client.stls(context=trust)
    return client


def login():
    client = connect()
    client.user(user)
    client.pass_(password)
    return client


client = connect()
say("greeting", client.getwelcome().decode())
say("capabilities", *sorted(client.capa()))
say("utf8", client.utf8().decode())
try:
    client.user(user)
    client.pass_(password + "x")
except poplib.error_proto as refused:
    say("wrong password", refused.args[0].decode())
client.user(user)
client.pass_(password)
try:
    login()
except poplib.error_proto as refused:
    say("second session", refused.args[0].decode().split("since")[0].strip())

say("stat", *client.stat())
say("list", *(line.decode() for line in client.list()[1]))
say("list 2", client.list(2).decode())
say("uidl", len(set(client.uidl()[1])), client.uidl(2).decode() == "+OK " + client.uidl()[1][1].decode())
say("retr 1", client.retr(1)[1])
say("top 2", client.top(2, 1)[1])
client.dele(1)
client.rset()
client.dele(2)
say("stat", *client.stat())
say("noop", client.noop().decode())
say("quit", client.quit().decode())

client = login()
say("stat", *client.stat())
client.dele(1)
client.close()
client = login()
say("closed without QUIT", *client.stat())
say("quit", client.quit().decode())
out.flush()
