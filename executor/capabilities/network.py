"""Reaching other machines, and other programs on this one."""

from executor.capability import Capability

network = Capability(
    name="network",
    operation="network",
    modules=frozenset(
        {
            *("_socket", "_ssl", "ftplib", "http.client", "http.server", "imaplib", "nntplib", "poplib"),
            *("smtpd", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request"),
            *("webbrowser", "wsgiref.simple_server", "xmlrpc.client", "xmlrpc.server"),
            *("aiohttp", "boto3", "botocore", "grpc", "httpx", "paramiko", "pycurl", "redis"),
            *("requests", "urllib3", "websocket", "websockets"),
        }
    ),
    audit_events=frozenset(
        {
            *("ftplib.connect", "http.client.connect", "imaplib.open", "nntplib.connect", "poplib.connect"),
            *("smtplib.connect", "socket.__new__", "socket.bind", "socket.connect", "socket.getaddrinfo"),
            *("socket.gethostbyaddr", "socket.gethostbyname", "socket.getnameinfo", "socket.getservbyname"),
            *("socket.getservbyport", "socket.sendmsg", "socket.sendto", "socket.sethostname"),
            *("telnetlib.Telnet.open", "urllib.Request", "webbrowser.open"),
        }
    ),
    system_calls=frozenset(
        {
            *("accept", "accept4", "bind", "connect", "getpeername", "listen", "recvmmsg", "recvmsg"),
            *("sendmmsg", "sendmsg", "sendto", "socket", "socketpair"),
        }
    ),
    reason="the sandbox has no network",
    alternatives=(
        "Pass the data in as a literal",
        "Fetch it outside the sandbox and hand it over on standard input",
        "Ask for the policy `open`, which has a network",
    ),
)
