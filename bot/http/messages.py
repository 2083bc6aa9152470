"""What is said of an address that can't be served at."""

BAD_ADDRESS = "{key}：应是“地址:端口”，如 127.0.0.1:8080，不是 {address}"
NO_HOST = "没有这个主机名"
CANNOT_LISTEN = "不能在 {address} 上监听：{why}"
TAKEN = "已被别的程序占用，请换一个端口，如加 --listen 127.0.0.1:8001"
