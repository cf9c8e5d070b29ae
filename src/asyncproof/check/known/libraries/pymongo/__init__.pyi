# Made by tools/known_libraries.py: what is async in pymongo.
from pymongo.asynchronous.mongo_client import AsyncMongoClient as AsyncMongoClient
from pymongo.synchronous.mongo_client import MongoClient as MongoClient
