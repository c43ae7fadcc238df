#!/usr/bin/python3
"""Prints the first messages of a subscription: subscribe.py ws://HOST:PORT PAIR:category NUMBER"""
import asyncio
import json
import sys

import websockets


async def main(url, what, number):
    async with websockets.connect(url) as feed:
        await feed.send(json.dumps({"op": "sub", "content": what}))
        for _ in range(number):
            message = json.loads(await feed.recv())
            print(message["category"], message["result"])


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
