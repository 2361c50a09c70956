"""Reaching other machines, and other programs on this one."""

from executor.capability import Capability, named

network = Capability(
    name="network",
    operation="network",
    modules=named(
        """
        _socket _ssl aiohttp boto3 botocore ftplib grpc http.client http.server httpx imaplib nntplib
        paramiko poplib pycurl redis requests smtpd smtplib socket socketserver ssl telnetlib
        urllib.request urllib3 webbrowser websocket websockets wsgiref.simple_server xmlrpc.client
        xmlrpc.server
        """
    ),
    audit_events=named(
        """
        ftplib.connect http.client.connect imaplib.open nntplib.connect poplib.connect smtplib.connect
        socket.__new__ socket.bind socket.connect socket.getaddrinfo socket.gethostbyaddr
        socket.gethostbyname socket.getnameinfo socket.getservbyname socket.getservbyport socket.sendmsg
        socket.sendto socket.sethostname telnetlib.Telnet.open urllib.Request webbrowser.open
        """
    ),
    system_calls=named(
        """
        accept accept4 bind connect getpeername listen recvmmsg recvmsg sendmmsg sendmsg sendto socket
        socketpair
        """
    ),
    reason="the sandbox has no network",
    alternatives=(
        "Pass the data in as a literal",
        "Fetch it outside the sandbox and hand it over on standard input",
        "Ask for the policy `open`, which has a network",
    ),
    calls=named(
        """
        asyncio.open_connection asyncio.start_server ftplib.FTP httpx.delete httpx.get httpx.head
        httpx.patch httpx.post httpx.put httpx.request httpx.stream requests.delete requests.get
        requests.head requests.options requests.patch requests.post requests.put requests.request
        smtplib.SMTP smtplib.SMTP_SSL socket.create_connection socket.create_server socket.socket
        socket.socketpair urllib.request.urlopen urllib.request.urlretrieve
        """
    ),
)
