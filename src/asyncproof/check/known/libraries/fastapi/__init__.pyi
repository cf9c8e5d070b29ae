# Made by tools/known_libraries.py: what is async in fastapi.
from fastapi.routing import APIRouter as APIRouter
from fastapi.background import BackgroundTasks as BackgroundTasks
from fastapi.applications import FastAPI as FastAPI
from starlette.requests import Request as Request
from starlette.responses import Response as Response
from fastapi.datastructures import UploadFile as UploadFile
from starlette.websockets import WebSocket as WebSocket
