# Made by tools/known_libraries.py: what is async in aio_pika.
from aio_pika.channel import Channel as Channel
from aio_pika.connection import Connection as Connection
from aio_pika.exchange import Exchange as Exchange
from aio_pika.message import Message as Message
from aio_pika.queue import Queue as Queue
from aio_pika.connection import connect as connect
from aio_pika.robust_connection import connect_robust as connect_robust
